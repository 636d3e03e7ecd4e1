// What a page does beyond plain forms: saves drafts by itself, keeps what is typed while a sheet is drawn anew,
// answers to keys. Everything here is a convenience; each page works without it.
(() => {
  "use strict";
  const words = document.documentElement.lang.startsWith("zh")
    ? { sign: "手写签名", clear: "清除", done: "完成", reason: "请先写明原因。", sent: "已上传", failed: "没有传上，请重新选择这个文件。", kept: "已找回您上次没有提交的内容。", nowhere: "没有取到位置，请手工填写。", offline: "网络不通，内容留在本页", later: "；没有提交，恢复后请再按一次。" }
    : { sign: "Sign by hand", clear: "Clear", done: "Done", reason: "Please give a reason first.", sent: "Uploaded", failed: "Not uploaded; please choose the file again.", kept: "What you had typed and not sent is back.", nowhere: "No position; please type it.", offline: "No connection: kept on this page", later: "; not sent, press again when it is back." };
  const one = (selector, from = document) => from.querySelector(selector);
  const all = (selector, from = document) => [...from.querySelectorAll(selector)];
  const draft = one("#draft");

  // -- drafts ------------------------------------------------------------------------------------------
  const QUIET = 2500; // milliseconds after the last keystroke
  const RETRY = 10000; // milliseconds until a lost connection is tried again
  let unsaved = false;
  let leaving = false;
  let timer = 0;

  const tell = (text) => { const place = one("#saved"); if (place && text) place.textContent = text; };
  const save = () => { if (unsaved && !leaving) { tell(draft.dataset.saving); unsaved = false; htmx.trigger("#autosaver", "autosave"); } };
  const later = (wait) => { clearTimeout(timer); timer = setTimeout(save, wait); };
  const changed = () => { unsaved = true; tell(draft.dataset.unsaved); later(QUIET); };
  // What stands in each control of a sheet, by the control's own selector; ticks too.
  const ticks = (input) => ["checkbox", "radio"].includes(input.type);
  const place = (input) => ticks(input) ? `input[name="${input.name}"][value="${CSS.escape(input.value)}"]` : `#${CSS.escape(input.id)}`;
  const typed = (from) => new Map(
    all("input, select, textarea", from)
      .filter((input) => !["file", "hidden"].includes(input.type) && !input.readOnly && (ticks(input) || input.id))
      .map((input) => [place(input), ticks(input) ? input.checked : input.value]));

  // A change on which other inputs hang asks for the sheet anew; not while a button is being pressed, for its
  // answer brings the sheet too, and a button that is drawn away under the finger is never released.
  let asking = null;
  let pressed = false;
  const ask = () => { if (asking && !pressed && !leaving) { const form = asking; asking = null; if (form === draft) { clearTimeout(timer); unsaved = false; } htmx.trigger(one("[data-asker]", form), "live"); } };
  document.addEventListener("pointerdown", () => { pressed = true; }, true);
  for (const end of ["pointerup", "pointercancel"]) document.addEventListener(end, () => { pressed = false; setTimeout(ask, 50); }, true);
  document.addEventListener("change", (event) => {
    const form = event.target.closest("form[data-live]");
    if (!form || ["file", "search"].includes(event.target.type)) return;
    if (form === draft) changed();
    if (event.target.closest(".live")) { asking = form; setTimeout(ask, 50); }
  });
  // A sheet drawn anew is morphed into what stands there (idiomorph), so focus, caret, selection and scroll stay
  // where they are. What comes back must undo neither what was typed nor what was pressed while it was under way.
  const kept = new Set();
  const values = ["value", "checked"];
  if (window.Idiomorph) Idiomorph.defaults.callbacks.beforeAttributeUpdated = (name, node) =>
    !(name === "open" && node.localName === "details") && !(values.includes(name) && kept.has(node));
  const chosen = (from) => new Map(all("input[type=file]", from).filter((input) => input.files.length).map((input) => [input.id, input.files]));
  let before = new Map();
  let meanwhile = [];
  let files = new Map();
  let under = 0;
  let again = "";
  const sheet = (event) => event.detail.target && event.detail.target.matches("[data-sheet]") ? event.detail.target : null;
  document.body.addEventListener("htmx:beforeRequest", (event) => { if (sheet(event)) { asking = null; under += 1; before = typed(sheet(event)); files = chosen(sheet(event)); } });
  document.body.addEventListener("htmx:afterRequest", (event) => { if (sheet(event)) under = Math.max(0, under - 1); });
  document.addEventListener("click", (event) => {
    const button = event.target.closest("[data-sheet] button[name=sheet-do]");
    if (button && under) { event.preventDefault(); event.stopImmediatePropagation(); again = button.value; }
  }, true);
  document.body.addEventListener("htmx:beforeSwap", (event) => {
    // What is no answer of the house (a proxy's page about an error) takes no sheet's place.
    const { xhr } = event.detail;
    if (xhr.status >= 400 && xhr.status !== 422 && !xhr.getResponseHeader("HX-Retarget")) { event.detail.shouldSwap = false; return; }
    const from = sheet(event);
    if (!from) return;
    // What is open stays open, with what was pasted into it, unless it is what was just sent.
    const sent = event.detail.requestConfig?.elt.closest("details");
    if (sent) sent.open = false;
    meanwhile = [...typed(from)].filter(([where, value]) => before.get(where) !== value);
    kept.clear();
    for (const [where] of meanwhile) kept.add(one(where, from));
    for (const text of all("details[open] > textarea", from)) kept.add(text);
    // A file is sent once: what went along is in the sheet that came back; one chosen since is still to go.
    for (const [id, list] of chosen(from)) if (files.get(id)?.[0] === list[0]) document.getElementById(id).value = "";
  });
  document.body.addEventListener("htmx:afterSettle", () => {
    const button = again && all("[data-sheet] button[name=sheet-do]").find((one) => one.value === again);
    again = "";
    if (button) setTimeout(() => button.click());
  });
  document.body.addEventListener("htmx:afterSwap", (event) => {
    const drawn = document.getElementById(event.detail.target.id) || document;
    for (const [where, value] of meanwhile) {
      const input = one(where, drawn);
      if (!input) continue;
      if (ticks(input)) input.checked = value; else if (input.value !== value) input.value = value;
      if (draft) changed();
    }
    meanwhile = [];
    kept.clear();
    equip(document);
    if (event.detail.target.id === "notices") event.detail.target.scrollIntoView({ block: "nearest" });
  });

  // Handed in while it is being saved, a draft waits for the answer: that brings the version to hand in.
  const flying = new Set();
  let waiting = null;
  document.body.addEventListener("htmx:beforeRequest", (event) => flying.add(event.detail.xhr));
  document.body.addEventListener("htmx:afterRequest", (event) => {
    flying.delete(event.detail.xhr);
    // After signing in anew in another window, forms need the new sign-in's safety mark.
    const mark = event.detail.xhr.getResponseHeader("X-CSRFToken");
    if (mark) {
      for (const input of all("input[name=csrf_token]")) input.value = mark;
      document.body.setAttribute("hx-headers", JSON.stringify({ "X-CSRFToken": mark }));
      if (draft) later(QUIET);
    }
    // A file that was not taken (422) costs nothing else; after any other refusal nothing was saved.
    if (draft && event.detail.xhr.status >= 400 && event.detail.xhr.status !== 422) { unsaved = true; tell(draft.dataset.stale); }
    setTimeout(() => {
      if (!waiting || flying.size) return;
      const button = waiting;
      waiting = null;
      draft.requestSubmit(button);
    });
  });

  // Without a network a form stays where it is: the browser's page about it would take what was typed away.
  let isLost = false;
  const hold = (form) => {
    const said = `${form === draft ? draft.dataset.offline : words.offline}${words.later}`;
    const place = form === draft ? one("#saved") : one(".held", form) || form.appendChild(document.createElement("p"));
    if (form !== draft) place.className = "complaint held";
    place.role = "alert";
    place.textContent = said;
  };
  // Where a request failed and the device itself knows of nothing wrong, whether the house answers is asked first.
  const retry = (form, button) => fetch("/healthz", { cache: "no-store" }).then(
    (answer) => { if (!answer.ok) return hold(form); isLost = false; return form.requestSubmit(button); },
    () => hold(form));
  const isHeld = (form, button) => {
    if (!navigator.onLine) hold(form); else if (isLost) retry(form, button); else return false;
    return true;
  };
  for (const kind of ["htmx:sendError", "htmx:timeout"]) document.body.addEventListener(kind, () => { isLost = true; });
  document.body.addEventListener("htmx:afterOnLoad", () => { isLost = false; });
  window.addEventListener("online", () => { isLost = false; for (const said of all(".held")) said.remove(); });

  if (draft) {
    draft.addEventListener("input", (event) => { if (event.target.type !== "search") changed(); });
    document.addEventListener("visibilitychange", () => { if (document.hidden) save(); });
    window.addEventListener("beforeunload", (event) => { if (unsaved && !leaving) event.preventDefault(); });
    window.addEventListener("online", () => { unsaved = true; save(); });
    // Saving by itself sends no files: choosing one sends it at once, with progress. The ids of files that were
    // kept go under the same name as a chosen file, and stay.
    document.body.addEventListener("htmx:configRequest", (event) => {
      if (event.detail.elt.id !== "autosaver") return;
      const form = event.detail.formData;
      for (const name of new Set([...form.keys()])) {
        const kept = form.getAll(name).filter((value) => !(value instanceof File));
        if (kept.length === form.getAll(name).length) continue;
        form.delete(name);
        for (const value of kept) form.append(name, value);
      }
    });
    const failed = () => { unsaved = true; tell(draft.dataset.offline); later(RETRY); };
    document.body.addEventListener("htmx:sendError", failed);
    document.body.addEventListener("htmx:timeout", failed);
  }
  document.body.addEventListener("htmx:xhr:progress", (event) => {
    const { loaded, total } = event.detail;
    const field = event.target.closest && event.target.closest(".field");
    if (field && one("input[type=file]", field) && total) progress(field, `${words.sent} ${Math.round((100 * loaded) / total)} %`);
  });
  // What was said about the file before is no longer said of the next.
  document.body.addEventListener("htmx:beforeRequest", ({ detail }) => {
    if (!detail.elt.matches(".field") || !one("input[type=file]", detail.elt)) return;
    for (const said of all(".progress, .complaint[role=alert]", detail.elt)) said.remove();
    one("#notices").replaceChildren();
  });
  const progress = (field, text) => {
    let place = one(".progress", field);
    if (!place) { place = document.createElement("p"); place.className = "progress"; place.role = "status"; field.append(place); }
    place.textContent = text;
  };
  // A file that did not arrive is told of where it was chosen, and no longer stands there as if it had.
  document.body.addEventListener("htmx:afterRequest", ({ detail }) => {
    const input = detail.elt.matches(".field") && one("input[type=file]", detail.elt);
    if (!input || detail.successful || detail.xhr.status === 422) return;
    input.value = "";
    progress(detail.elt, words.failed);
  });

  // -- pickers: what was found for a shorter text is not there to be chosen ------------------------------
  const foundFor = new WeakMap();
  const listOf = (input) => input.type === "search" && input.closest(".picker") && one(".picker-found", input.closest(".picker"));
  const stale = (input) => { const list = listOf(input); if (list) list.ariaBusy = String((foundFor.get(list) ?? "") !== input.value); };
  document.addEventListener("input", (event) => stale(event.target));
  document.body.addEventListener("htmx:beforeRequest", ({ detail }) => { const list = detail.elt.type === "search" && listOf(detail.elt); if (list) list.dataset.asked = detail.elt.value; });
  document.body.addEventListener("htmx:afterSwap", ({ detail }) => {
    if (!detail.target.matches(".picker-found")) return;
    foundFor.set(detail.target, detail.target.dataset.asked);
    stale(one("input[type=search]", detail.target.closest(".picker")));
    float();
  });
  // In a table, which scrolls and would cut it off, the list floats: below what is typed, or above it.
  const float = () => {
    for (const list of all(".grid .picker-found:not(:empty)")) {
      const box = one("input", list.parentElement).getBoundingClientRect();
      const isBelow = box.bottom + 380 < window.innerHeight || box.top < 300;
      list.style.left = `${Math.min(box.left, window.innerWidth - 376)}px`;
      list.style.top = isBelow ? `${box.bottom + 4}px` : "auto";
      list.style.bottom = isBelow ? "auto" : `${window.innerHeight - box.top + 4}px`;
    }
  };
  document.addEventListener("scroll", float, { capture: true, passive: true });
  for (const kind of ["resize", "focusin"]) window.addEventListener(kind, float);
  // -- forms: once only, with a reason, after asking ---------------------------------------------------
  document.addEventListener("submit", (event) => {
    const button = event.submitter;
    const form = event.target;
    if (form.dataset.sent || isHeld(form, button)) { event.preventDefault(); return; }
    if (!button) return;
    if (form === draft && flying.size) { event.preventDefault(); clearTimeout(timer); asking = null; waiting = button; return; }
    if (button.dataset.ask && !window.confirm(button.dataset.ask)) { event.preventDefault(); return; }
    const reason = one("[data-reason]", form);
    if (button.dataset.needsReason && reason && !reason.value.trim()) {
      event.preventDefault();
      reason.setCustomValidity(button.dataset.needsReason);
      reason.reportValidity();
      reason.addEventListener("input", () => reason.setCustomValidity(""), { once: true });
      return;
    }
    leaving = true;
    clearTimeout(timer);
    if ("forgets" in form.dataset) for (const key of Object.keys(sessionStorage)) if (key.startsWith(KEPT)) sessionStorage.removeItem(key);
    if (form.dataset.kept) remember(form, { ...remembered(form), isSent: true });
    if ("once" in button.dataset) { form.dataset.sent = "yes"; setTimeout(() => { button.disabled = true; }); }
  });
  window.addEventListener("pageshow", () => {
    leaving = false;
    for (const form of all("form[data-sent]")) { delete form.dataset.sent; for (const button of all("[data-once]", form)) button.disabled = false; }
  });
  for (const select of all("select[data-submit]")) select.addEventListener("change", () => select.form.submit());

  // The bar with the ways out is at hand wherever one reads; where they stand themselves it gives way.
  const ways = one("#answer .ways");
  const bar = one(".thumb");
  if (ways && bar && matchMedia("(min-width: 721px)").matches) {
    new IntersectionObserver(([seen]) => { bar.hidden = seen.isIntersecting; }).observe(ways);
  }

  // -- what is typed at a step is kept in this tab until it is sent ----------------------------------------
  const KEPT = "typed:";
  const OURS = ["csrf_token", "case-step", "case-seq", "sent-by", "case"];
  const remembered = (form) => JSON.parse(sessionStorage.getItem(KEPT + form.dataset.kept));
  const remember = (form, what) => sessionStorage.setItem(KEPT + form.dataset.kept, JSON.stringify(what));
  const acts = all("form[data-kept]");
  const unsent = new Set();
  const isPrivate = (name, form) => all(`[name="${name}"]`, form).some((input) => input.closest("[data-private]"));
  const keep = (form) => {
    const typed = [...new FormData(form)].filter(([name, value]) => typeof value === "string" && !OURS.includes(name) && !isPrivate(name, form));
    unsent.add(form);
    remember(form, { seq: form.dataset.seq, typed });
  };
  for (const form of acts) for (const kind of ["input", "change"]) form.addEventListener(kind, () => keep(form));
  document.body.addEventListener("htmx:afterSettle", () => { for (const form of unsent) keep(form); });
  if (acts.length) window.addEventListener("beforeunload", (event) => { if (unsent.size && !leaving) event.preventDefault(); });
  const restore = (form, typed) => {
    const values = {};
    for (const [name, value] of typed) (values[name] ||= []).push(value);
    const asker = one("[data-asker]", form);
    const sheet = one("[data-sheet]", form);
    for (const input of all("textarea, select", form)) if (!sheet?.contains(input) && values[input.name]) [input.value] = values[input.name];
    // The office draws the sheet with what was typed: rows, files and all that hangs on it.
    if (one("input, select, textarea", sheet || form) && asker) htmx.ajax("POST", asker.getAttribute("hx-post"), { source: asker, target: `#${sheet.id}`, swap: "morph:outerHTML", values });
    const said = document.createElement("p");
    said.className = "quiet";
    said.role = "status";
    said.textContent = words.kept;
    form.append(said);
    unsent.add(form);
  };
  document.addEventListener("DOMContentLoaded", () => {
    for (const form of acts) {
      const kept = remembered(form);
      if (form.dataset.typed) keep(form);
      else if (kept?.typed && !(kept.isSent && kept.seq !== form.dataset.seq)) restore(form, kept.typed);
    }
    // A page in words about what was not accepted: it is still to be sent. A case that asks no more: it is not.
    const isRefused = Boolean(one("[data-refused]"));
    const here = one("[data-case]")?.dataset.case;
    for (const key of Object.keys(sessionStorage).filter((key) => key.startsWith(KEPT))) {
      if (isRefused) sessionStorage.setItem(key, JSON.stringify({ ...JSON.parse(sessionStorage.getItem(key)), isSent: false }));
      else if (here && key.startsWith(KEPT + here) && !acts.some((form) => KEPT + form.dataset.kept === key)) sessionStorage.removeItem(key);
    }
  });
  // -- a list as a file: what is searched for goes along, and the list itself stays as it is -----------------
  document.addEventListener("click", (event) => {
    const asked = event.target.closest("button[data-download]");
    if (!asked) return;
    event.preventDefault();
    const form = document.createElement("form");
    form.method = "post";
    form.action = asked.formAction;
    form.hidden = true;
    for (const [name, value] of new FormData(asked.form)) {
      const input = document.createElement("input");
      input.type = "hidden";
      input.name = name;
      input.value = value;
      form.append(input);
    }
    document.body.append(form);
    form.submit();
    form.remove();
    leaving = false;
  });
  // -- keys --------------------------------------------------------------------------------------------
  const step = (by) => {
    const rows = all("table[data-keys] tbody tr:not(.more)");
    if (!rows.length) return;
    const now = rows.findIndex((row) => row.classList.contains("here"));
    const row = rows[Math.min(Math.max(now + by, 0), rows.length - 1)];
    if (now >= 0) rows[now].classList.remove("here");
    row.classList.add("here");
    const link = one("a", row);
    if (link) link.focus();
  };
  const keys = {
    j: () => step(1),
    k: () => step(-1),
    a: () => one("[data-agree]")?.focus(),
    r: () => one("[data-reason]")?.focus(),
  };
  document.addEventListener("keydown", (event) => {
    if (event.ctrlKey || event.metaKey || event.altKey || event.target.closest("input, select, textarea")) return;
    if (keys[event.key]) { event.preventDefault(); keys[event.key](); }
  });

  // -- the device: paper, place, hand --------------------------------------------------------------------
  const button = (text, act) => {
    const made = document.createElement("button");
    made.type = "button";
    made.textContent = text;
    made.addEventListener("click", act);
    return made;
  };
  const located = new WeakSet();
  const locate = (place) => {
    place.hidden = false;
    if (located.has(place)) return;
    located.add(place);
    place.addEventListener("click", () => navigator.geolocation.getCurrentPosition(
      ({ coords }) => {
        const input = document.getElementById(place.dataset.locate);
        input.value = `${coords.latitude.toFixed(6)},${coords.longitude.toFixed(6)}`;
        input.dataset.accuracy = Math.round(coords.accuracy);
        input.dispatchEvent(new Event("change", { bubbles: true }));
      },
      () => { place.textContent = words.nowhere; },
      { enableHighAccuracy: true, timeout: 15000 }));
  };
  const pad = (place) => {
    const input = one("input[type=file]", place);
    if (!input || one("button", place)) return;
    place.append(button(words.sign, (event) => {
      event.target.remove();
      const canvas = document.createElement("canvas");
      canvas.className = "pad";
      canvas.width = 720;
      canvas.height = 264;
      const pen = canvas.getContext("2d");
      pen.lineWidth = 5;
      pen.lineCap = pen.lineJoin = "round";
      const at = (move) => { const box = canvas.getBoundingClientRect(); return [((move.clientX - box.left) * 720) / box.width, ((move.clientY - box.top) * 264) / box.height]; };
      canvas.addEventListener("pointerdown", (move) => { canvas.setPointerCapture(move.pointerId); pen.beginPath(); pen.moveTo(...at(move)); });
      canvas.addEventListener("pointermove", (move) => { if (move.buttons) { pen.lineTo(...at(move)); pen.stroke(); } });
      const finish = () => canvas.toBlob((blob) => {
        const files = new DataTransfer();
        files.items.add(new File([blob], "signature.png", { type: "image/png" }));
        input.files = files.files;
        input.dispatchEvent(new Event("change", { bubbles: true }));
      });
      place.append(canvas, button(words.clear, () => pen.clearRect(0, 0, 720, 264)), button(words.done, finish));
    }));
  };
  const equip = (from) => {
    if (navigator.geolocation) all("[data-locate]", from).forEach(locate);
    all("[data-signature]", from).forEach(pad);
  };
  equip(document);
  document.addEventListener("drawn", (event) => equip(event.detail));

  // -- sheets kept on this device for places without a network (away.js) --------------------------------
  // Pages kept for one person are gone as soon as another sits here, or nobody; what was filled in stays theirs.
  const { whose, away, awayScript } = document.body.dataset;
  const sitsHere = async (person) => {
    if (!window.caches || !(await caches.has("away"))) return;
    await (await caches.open("away")).put(`${away}who`, new Response(person));
    for (const name of await caches.keys()) if (name.startsWith("away:") && name !== `away:${person}`) await caches.delete(name);
  };
  if (whose) sitsHere(whose);
  if (awayScript && localStorage.getItem(`away:${whose}`)) document.head.append(Object.assign(document.createElement("script"), { src: awayScript }));
  one("form[data-forgets]")?.addEventListener("submit", () => { sitsHere(""); });
  for (const print of all("[data-print]")) { print.hidden = false; print.addEventListener("click", () => window.print()); }
  const wrong = one("#wrong");
  if (wrong) wrong.focus();
})();
