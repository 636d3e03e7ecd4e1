// Sheets for places without a network: keeps the pages of those that may be taken along, keeps what is filled in
// there in this browser, and sends it when there is a network again. Nothing is forgotten before the office said
// that it was received; what one person filled in is neither shown to another nor sent by them.
(() => {
  "use strict";
  const words = document.documentElement.lang.startsWith("zh")
    ? {
      filling: "填写中，未放入待发送", waiting: "待发送", wrong: "要改", refused: "没有被采用", sending: "正在发送", kept: "已存在本机", on: "已存本机", send: "发送", file: "存成文件", drop: "从本机删除", over: "以本机为准再发",
      dropAsk: "删除后不能恢复。要从本机删除这张表吗？", offline: "没有网络，已存在本机，恢复后自动发送。", signIn: "登录已过期。请重新登录，本机的表不会丢，登录后再发。", other: "现在登录的是别人。请换填写的人登录后再发，本机的表还在。", odd: "没有发成，稍后自动再发。", insecure: "这个网址不能离线使用（需要https）。请在有网络时填写。", missing: "还没填：", photo: "张照片", of: "照片", by: "手机时间", remove: "删除", now: "取现在时间", metres: "定位精度约", metre: "米", full: "本机空间不足，照片没有存下。请清理手机空间后重拍。", changed: "有改动，还没放入待发送",
    }
    : {
      filling: "Being filled in", waiting: "To be sent", wrong: "To be mended", refused: "Not taken", sending: "Sending", kept: "Kept on this phone", on: "kept here", send: "Send", file: "Save to a file", drop: "Remove from this phone", over: "Let this phone count",
      dropAsk: "It cannot be brought back. Remove this sheet from the phone?", offline: "No network: kept on this phone, sent when it is back.", signIn: "Your sign-in has ended. Sign in again, then send; nothing on this phone is lost.", other: "Somebody else is signed in. Let whoever filled it in sign in, then send; it is kept.", odd: "Not sent; it is tried again later.", insecure: "This address cannot work without a network (it needs https). Fill it in where there is one.", missing: "Still missing: ", photo: "photos", of: "photo", by: "by the phone's clock", remove: "Remove", now: "Now", metres: "known to about", metre: "m", full: "No room left on this phone: the photo was not kept. Make room, then take it again.", changed: "Changed; not yet to be sent",
    };
  const one = (selector, from = document) => from.querySelector(selector);
  const all = (selector, from = document) => [...from.querySelectorAll(selector)];
  const { whose, away, worker } = document.body.dataset;
  const AGAIN = 60000; // milliseconds until what waits is tried again
  if (!whose || !window.indexedDB) return;

  const made = (name, text = "", more = {}) => Object.assign(document.createElement(name), { textContent: text }, more);
  const button = (text, act, main = "") => made("button", text, { type: "button", className: `button slight ${main}`, onclick: act });

  // -- what is kept here ---------------------------------------------------------------------------------
  // sheets: {id, person, draft, title, unit, version, release, typed, rows, shown, accuracy, state, said, problems,
  // filled, elsewhere}; files: {id, sheet, place, name, content, attachment}.
  const result = (request) => new Promise((done, failed) => { request.onsuccess = () => done(request.result); request.onerror = () => failed(request.error); });
  const opening = indexedDB.open("away", 1);
  opening.onupgradeneeded = () => {
    opening.result.createObjectStore("sheets", { keyPath: "id" });
    opening.result.createObjectStore("files", { keyPath: "id" }).createIndex("sheet", "sheet");
  };
  const opened = result(opening);
  const store = async (name, mode = "readonly") => (await opened).transaction(name, mode).objectStore(name);
  const put = async (name, what) => result((await store(name, "readwrite")).put(what));
  const forget = async (name, id) => result((await store(name, "readwrite")).delete(id));
  const mine = async () => (await result((await store("sheets")).getAll())).filter((sheet) => sheet.person === whose);
  const files = async (sheet) => result((await store("files")).index("sheet").getAll(sheet.id));
  const noted = async () => {
    const waits = (await mine()).filter((sheet) => sheet.state === "waiting").length;
    // Any page of the office sends what waits: `townhall.js` looks here whether there is something.
    if (waits) localStorage.setItem(`away:${whose}`, waits); else localStorage.removeItem(`away:${whose}`);
  };
  const remove = async (sheet) => {
    for (const file of await files(sheet)) await forget("files", file.id);
    await forget("sheets", sheet.id);
    await noted();
  };

  // -- pages, for when there is no network ---------------------------------------------------------------
  const parsed = async (answer) => new DOMParser().parseFromString(await answer.clone().text(), "text/html");
  const keepPages = async () => {
    if (!worker) return;
    if (!window.caches || !navigator.serviceWorker) { say(words.insecure); return; }
    await navigator.serviceWorker.register(worker, { scope: away });
    const found = new Map();
    const look = async (address) => {
      const answer = await fetch(address, { cache: "no-store" });
      if (!answer.ok || answer.redirected) return null;
      found.set(address, answer);
      return parsed(answer);
    };
    const list = await look(away);
    if (!list) return;
    const pages = [list];
    for (const link of all("a[data-take]", list)) pages.push(await look(link.getAttribute("href")));
    const assets = new Set(pages.filter(Boolean).flatMap((page) => all("link[href*='?v='], script[src*='?v=']", page).map((it) => it.getAttribute("href") || it.getAttribute("src"))));
    const shelf = await caches.open("away-assets");
    for (const address of assets) if (!(await shelf.match(address))) await shelf.add(address);
    for (const old of await shelf.keys()) { const { pathname, search } = new URL(old.url); if (!assets.has(pathname + search)) await shelf.delete(old); }
    const box = await caches.open(`away:${whose}`);
    for (const [address, answer] of found) await box.put(address, answer);
    const wanted = new Set([...found.keys(), ...(await mine()).map((sheet) => away + sheet.draft)]);
    for (const old of await box.keys()) if (!wanted.has(new URL(old.url).pathname)) await box.delete(old);
    await (await caches.open("away")).put(`${away}who`, new Response(whose));
    await markKept();
    document.body.dataset.kept = "yes";
  };
  const markKept = async () => {
    const box = window.caches && await caches.open(`away:${whose}`);
    for (const link of all("a[data-take]")) if (box && await box.match(link.getAttribute("href"))) one("[data-kept]", link.closest("li")).textContent = words.on;
  };

  // -- sending ---------------------------------------------------------------------------------------------
  class Told extends Error {}
  const answered = async (answer) => {
    const isOurs = (answer.headers.get("Content-Type") || "").includes("json");
    return { status: answer.status, ...(isOurs ? await answer.json() : {}) };
  };
  const who = async () => {
    const answer = await fetch(`${away}who`, { headers: { Accept: "application/json" }, cache: "no-store" }).catch(() => null);
    if (!answer) throw new Told(words.offline);
    if (answer.status === 401) throw new Told(words.signIn);
    const told = await answered(answer);
    if (!told.mark) throw new Told(told.said || words.odd);
    if (told.person !== whose) throw new Told(words.other);
    return told.mark;
  };
  // A photo goes by itself, so that a weak network loses one photo's way at most, and its way can be told.
  const upload = (sheet, file, mark, tell) => new Promise((done, failed) => {
    const form = new FormData();
    for (const [name, value] of [["csrf_token", mark], ["sent-by", whose], ["id", file.id], ["place", file.place]]) form.append(name, value);
    form.append("file", file.content, file.name);
    const way = new XMLHttpRequest();
    way.open("POST", `${away}${sheet.draft}/file`);
    way.setRequestHeader("Accept", "application/json");
    way.upload.onprogress = ({ loaded, total }) => tell(Math.round((100 * loaded) / total));
    way.onerror = () => failed(new Told(words.offline));
    way.onload = () => {
      let told = {};
      try { told = JSON.parse(way.responseText); } catch { /* a proxy's page, not ours */ }
      if (told.attachment) done(told.attachment); else failed(Object.assign(new Told(told.said || words.odd), { status: told.said ? way.status : 0 }));
    };
    way.send(form);
  });
  const send = async (sheet, tell, isOver = false) => {
    tell(words.sending);
    const mark = await who();
    const own = await files(sheet);
    for (const [number, file] of own.entries()) {
      if (file.attachment) continue;
      file.attachment = await upload(sheet, file, mark, (percent) => tell(`${words.of} ${number + 1}/${own.length} ${percent} %`));
      await put("files", file);
    }
    const form = new FormData();
    const told = [["csrf_token", mark], ["sent-by", whose], ["sheet-id", sheet.id], ["sheet-version", sheet.version], ["sheet-release", sheet.release], ["sheet-filled", sheet.filled], ["sheet-sent", new Date().toISOString()]];
    if (isOver) told.push(["sheet-over", "yes"]);
    for (const [name, metres] of Object.entries(sheet.accuracy)) told.push([`accuracy:${name}`, metres]);
    for (const [name, value] of [...told, ...sheet.typed]) form.append(name, value);
    for (const file of own) form.append(file.place, file.attachment);
    const answer = await fetch(`${away}${sheet.draft}`, { method: "POST", body: form, headers: { Accept: "application/json" } }).catch(() => null);
    if (!answer) throw new Told(words.offline);
    return answered(answer);
  };
  // One sheet, with whatever comes of it kept; gives the words.
  const sent = async (sheet, tell, isOver) => {
    let answer;
    try { answer = await send(sheet, tell, isOver); } catch (error) {
      if (!(error instanceof Told)) throw error;
      answer = { status: error.status || 0, said: error.message };
    }
    if (answer.number) { await remove(sheet); return { ...answer, isDone: true }; }
    // What only the person can mend is not tried again by itself; a lost network or a sign-in is.
    const state = !answer.said || [0, 400, 401, 429].includes(answer.status) || answer.status >= 500 ? "waiting" : answer.problems ? "wrong" : "refused";
    const now = { ...sheet, state, said: answer.said || words.odd, problems: answer.problems || [], elsewhere: Boolean(answer.elsewhere), version: answer.version ?? sheet.version };
    await put("sheets", now);
    // A file that did not arrive is sent anew.
    const whichever = (place) => place.replace(/[0-9]+/, "");
    const lost = new Set(now.problems.map(([place]) => whichever(place)));
    for (const file of await files(sheet)) if (lost.has(whichever(file.place))) await put("files", { ...file, attachment: "" });
    await noted();
    return { ...answer, said: now.said };
  };
  let isSending = false;
  const sendAll = async (only) => {
    if (isSending) return;
    isSending = true;
    try {
      for (const sheet of await mine()) {
        if (only ? sheet.id !== only.id : sheet.state !== "waiting") continue;
        const answer = await sent(sheet, (text) => { const place = one(`[data-sheet="${sheet.id}"] [data-way]`); if (place) place.textContent = text; }, only?.isOver);
        if (answer.isDone) say(`${sheet.title}：${answer.said}`, answer.case); else if (only) say(`${sheet.title}：${answer.said}`, "", true);
        if (answer.isDone && form?.dataset.draft === sheet.draft) { location.replace(away); return; }
      }
    } finally { isSending = false; await list(); }
  };
  const say = (text, address = "", isBad = false) => {
    const note = made("div", "", { className: `note${isBad ? " bad" : ""}` });
    const line = made("p");
    line.append(address ? made("a", text, { href: address }) : text);
    note.append(line);
    one("#notices").replaceChildren(...all("#notices > .note").slice(-3), note);
  };

  // -- the list of what is here -----------------------------------------------------------------------------
  const escaped = (text) => made("p", text).innerHTML;
  const asData = (blob) => new Promise((done) => { const reader = new FileReader(); reader.onload = () => done(reader.result); reader.readAsDataURL(blob); });
  const saveFile = async (sheet) => {
    const rows = sheet.shown.map(([label, text]) => `<tr><th align=left valign=top>${escaped(label)}</th><td>${escaped(text)}</td></tr>`);
    const photos = [];
    for (const file of await files(sheet)) photos.push(`<h2>${escaped(file.name)}</h2><img style="max-width:100%" alt="" src="${await asData(file.content)}">`);
    const page = `<!doctype html><meta charset=utf-8><title>${escaped(sheet.title)}</title><h1>${escaped(sheet.title)}</h1><p>${escaped(sheet.unit)} ${escaped(moment(sheet.filled))}</p><table>${rows.join("")}</table>${photos.join("")}`;
    const link = made("a", "", { href: URL.createObjectURL(new Blob([page], { type: "text/html" })), download: `${sheet.title} ${moment(sheet.filled)}.html` });
    link.click();
  };
  const moment = (iso) => { const when = new Date(iso); return new Date(when - when.getTimezoneOffset() * 60000).toISOString().slice(0, 16).replace("T", " "); };
  const list = async () => {
    const place = one("#waiting");
    if (!place) return;
    const sheets = await mine();
    const lines = [];
    for (const sheet of sheets) {
      const line = made("li");
      line.dataset.sheet = sheet.id;
      const about = made("div");
      const title = made("a", [sheet.title, (sheet.shown[0] || [])[1]].filter(Boolean).join(" · "), { className: "gist", href: away + sheet.draft });
      const own = await files(sheet);
      about.append(title, made("span", `${sheet.unit} · ${moment(sheet.filled)} ${words.by} · ${own.length} ${words.photo}`, { className: "under" }));
      const way = made("p", words[sheet.state], { className: "small" });
      way.dataset.way = "";
      about.append(way);
      if (sheet.said) about.append(made("p", sheet.said, { className: sheet.state === "waiting" ? "quiet" : "complaint" }));
      const acts = made("div", "", { className: "row" });
      acts.append(
        ...(sheet.elsewhere ? [button(words.over, () => sendAll({ id: sheet.id, isOver: true }), "main")] : []),
        ...(sheet.state === "filling" ? [] : [button(words.send, () => sendAll({ id: sheet.id }), sheet.elsewhere ? "" : "main")]),
        button(words.file, () => saveFile(sheet)),
        button(words.drop, async () => { if (window.confirm(words.dropAsk)) { await remove(sheet); await list(); } }, "bare"));
      line.append(about, acts);
      lines.push(line);
    }
    place.replaceChildren(...lines);
    one("#none-waiting").hidden = lines.length > 0;
    one("#send-all").hidden = !sheets.some((sheet) => sheet.state === "waiting");
  };

  // -- one sheet being filled in ------------------------------------------------------------------------------
  const form = one("#away-sheet");
  let current = null;
  const tell = (text) => { one("#saved").textContent = text; };
  const fresh = () => ({ id: crypto.randomUUID(), person: whose, draft: form.dataset.draft, title: form.dataset.title, unit: form.dataset.unit, version: Number(form.dataset.version), release: form.dataset.release, accuracy: {}, problems: [], said: "" });
  const typed = () => [...new FormData(form)].filter(([, value]) => typeof value === "string");
  const readable = (field) => all("input, select, textarea, output", field)
    .filter((input) => !["file", "hidden"].includes(input.type) && (!["checkbox", "radio"].includes(input.type) || input.checked))
    .map((input) => input.selectedOptions ? [...input.selectedOptions].map((it) => it.textContent).join(" ") : input.labels?.[0]?.contains(input) ? input.labels[0].textContent.trim() : input.value ?? input.textContent)
    .join(" ");
  const rows = () => Object.fromEntries(all("[data-table]", form).map((table) => [table.dataset.table, all("[data-row]", table).map((row) => Number(row.dataset.row))]));
  const save = async (state = "filling") => {
    current = { ...(current || fresh()), typed: typed(), rows: rows(), shown: all("[data-field]", form).map((field) => [field.dataset.label, readable(field)]), filled: new Date().toISOString(), state };
    await put("sheets", current);
    await noted();
    tell(state === "filling" ? `${words.kept}，${words.changed}` : words.kept);
  };
  // One change after the other: two at once would each begin a sheet.
  let saving = Promise.resolve();
  const changed = (state) => { saving = saving.then(() => save(state)); return saving; };

  const addRow = (table, number) => {
    const blank = one("template[data-blank]", table);
    const taken = all("[data-row]", table).map((row) => Number(row.dataset.row));
    const next = number ?? Math.max(-1, ...taken) + 1;
    const { table: name } = table.dataset;
    const html = blank.innerHTML.replaceAll(`${name}.${blank.dataset.blank}.`, `${name}.${next}.`).replaceAll(`f-${name}-${blank.dataset.blank}-`, `f-${name}-${next}-`);
    one("[data-rows]", table).insertAdjacentHTML("beforeend", html);
    const row = one("[data-rows]", table).lastElementChild;
    row.dataset.row = next;
    row.firstElementChild.textContent = row.firstElementChild.textContent.replace(/[0-9]+/, next + 1);
    equip(row);
  };
  const shownFiles = async () => {
    own = current ? await files(current) : [];
    for (const place of all("[data-files]", form)) {
      const lines = await Promise.all(own.filter((file) => file.place === place.dataset.files).map(async (file) => {
        const line = made("li");
        const picture = made("canvas", "", { width: 112, height: 80 });
        const image = await createImageBitmap(file.content).catch(() => null);
        if (image) { const scale = Math.min(112 / image.width, 80 / image.height); picture.getContext("2d").drawImage(image, (112 - image.width * scale) / 2, (80 - image.height * scale) / 2, image.width * scale, image.height * scale); line.append(picture); }
        line.append(made("span", file.name), button(words.remove, async () => { await forget("files", file.id); await changed(); await shownFiles(); }, "bare"));
        return line;
      }));
      place.replaceChildren(...lines);
    }
    // What the office keeps of these already need not stand here twice.
    for (const file of own) if (file.attachment) one(`input[type=checkbox][value="${file.attachment}"]`, form)?.closest("label").remove();
  };
  const takeFiles = async (input) => {
    const chosen = [...input.files];
    if (!chosen.length) return;
    await changed();
    const { name: place } = input;
    try {
      if (!input.multiple) for (const file of await files(current)) if (file.place === place) await forget("files", file.id);
      for (const file of chosen) await put("files", { id: crypto.randomUUID(), sheet: current.id, place, name: file.name, content: file, attachment: "" });
    } catch { say(words.full, "", true); }
    input.value = "";
    await shownFiles();
  };
  const accuracyOf = (input) => {
    if (!input.closest("[data-device=geo]")) return;
    const { accuracy } = input.dataset;
    delete input.dataset.accuracy;
    current = current || fresh();
    if (accuracy) current.accuracy[input.name] = Number(accuracy); else delete current.accuracy[input.name];
    const field = input.closest(".field");
    const place = one("[data-metres]", field) || field.appendChild(made("p", "", { className: "help" }));
    place.dataset.metres = "";
    place.textContent = accuracy ? `${words.metres} ${accuracy} ${words.metre}` : "";
  };
  const equip = (from) => {
    for (const field of all("[data-device=datetime]", from)) {
      const input = one("input", field);
      input.after(button(words.now, () => { input.value = moment(new Date().toISOString()).replace(" ", "T"); changed(); }));
    }
    document.dispatchEvent(new CustomEvent("drawn", { detail: from }));
  };
  const fillIn = (values) => {
    for (const input of all("input, select, textarea", form)) {
      const given = values.get(input.name) || [];
      if (["file", "hidden", "button"].includes(input.type)) continue;
      if (["checkbox", "radio"].includes(input.type)) input.checked = given.includes(input.value);
      else if (input.selectedOptions) for (const option of input.options) option.selected = given.includes(option.value);
      else if (values.has(input.name)) [input.value] = given;
    }
  };
  const restore = () => {
    for (const table of all("[data-table]", form)) {
      const numbers = current.rows[table.dataset.table] || [];
      for (const row of all("[data-row]", table)) if (!numbers.includes(Number(row.dataset.row))) row.remove();
      for (const number of numbers) if (!one(`[data-row="${number}"]`, table)) addRow(table, number);
    }
    const values = new Map();
    for (const [name, value] of current.typed) values.set(name, [...(values.get(name) || []), value]);
    fillIn(values);
    tell(words[current.state]);
    wrong(current.said ? [current.said, ...current.problems.map(([, text]) => text)] : []);
    mark(current.problems);
  };
  const wrong = (texts) => {
    const place = one("#wrong");
    place.hidden = !texts.length;
    const [first = "", ...rest] = texts;
    const points = made("ul");
    points.append(...rest.map((text) => made("li", text)));
    place.replaceChildren(made("p", first), points);
  };
  // Rows of a page may have gaps in their numbers; the office counts those that are filled in.
  const mark = (problems) => {
    for (const said of all("[data-said]", form)) said.remove();
    for (const [place, text] of problems) {
      const [table, number, column] = place.split(".");
      const row = column && all(`[data-table="${table}"] [data-row]`, form).filter((it) => !isBlank(it))[number];
      const field = row ? one(`[data-field$=".${column}"]`, row) : one(`[data-field="${place}"], [data-table="${place}"]`, form);
      if (!field) continue;
      field.append(made("p", text, { className: "complaint" }));
      field.lastElementChild.dataset.said = "";
    }
  };
  let own = []; // the files of this sheet
  const count = (name) => new FormData(form).getAll(name).filter((value) => typeof value === "string" && value.trim()).length + own.filter((file) => file.place === name).length;
  const isBlank = (row) => all("[data-field]", row).every((field) => !count(field.dataset.field));
  const missing = () => {
    const found = [];
    for (const field of all("[data-field][data-must], [data-field][data-least]", form)) {
      const row = field.closest("[data-row]");
      if (row && isBlank(row)) continue;
      const number = count(field.dataset.field);
      if ((("must" in field.dataset) && !number) || (number && number < Number(field.dataset.least || 0))) found.push([field.dataset.field, row ? `${row.firstElementChild.textContent} ${field.dataset.label}` : field.dataset.label]);
    }
    for (const table of all("[data-table]", form)) {
      if (all("[data-row]", table).filter((row) => !isBlank(row)).length < Number(table.dataset.min)) found.push([table.dataset.table, table.dataset.label]);
    }
    return found;
  };
  const finish = async () => {
    await changed();
    const lacking = missing();
    mark([]);
    wrong(lacking.length ? [words.missing, ...lacking.map(([, label]) => label)] : []);
    if (lacking.length) { one("#wrong").focus(); return; }
    current.said = "";
    current.problems = [];
    current.elsewhere = false;
    await changed("waiting");
    location.assign(away);
  };
  const begin = async () => {
    current = (await mine()).find((sheet) => sheet.draft === form.dataset.draft) || null;
    equip(form);
    for (const table of all("[data-table]", form)) while (!current && all("[data-row]", table).length < Number(table.dataset.min)) addRow(table);
    await shownFiles();
    if (current) restore();
    form.addEventListener("input", (event) => { if (event.target.type !== "file") changed(); });
    form.addEventListener("change", (event) => {
      if (event.target.type === "file") { takeFiles(event.target); return; }
      accuracyOf(event.target);
      changed();
    });
    form.addEventListener("click", (event) => {
      const table = event.target.closest("[data-table]");
      if (event.target.closest("[data-add-row]")) { addRow(table); changed(); }
      if (event.target.closest("[data-drop-row]")) { event.target.closest("[data-row]").remove(); changed(); }
    });
    one("#finish").addEventListener("click", finish);
    form.dataset.ready = "yes";
  };

  // -- and go ---------------------------------------------------------------------------------------------------
  const go = async () => {
    if (form) await begin();
    await list();
    await markKept();
    one("#send-all")?.addEventListener("click", () => sendAll());
    window.addEventListener("online", () => sendAll());
    setInterval(() => { if (navigator.onLine) sendAll(); }, AGAIN);
    if (navigator.onLine) { await sendAll(); await keepPages().catch(() => null); }
  };
  if (document.readyState === "loading") document.addEventListener("DOMContentLoaded", go); else go();
})();
