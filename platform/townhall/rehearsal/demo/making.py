"""Of what are dossiers made: people of working age, companies, invoices?"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal
from random import Random
from typing import Any

from townhall.rehearsal.demo.bodies import Body, Dossier
from townhall.rehearsal.demo.economy import BANK, Company, of_trade
from townhall.rehearsal.demo.identity import Numbers
from townhall.rehearsal.demo.population import Villager

INVOICES = 6
"""So many different pictures of invoices are drawn."""


@dataclass(frozen=True, slots=True)
class Maker:
    """Draws what dossiers are made of; no two alike."""

    random: Random
    numbers: Numbers

    def adults(self, body: Body, count: int, day: date) -> list[Villager]:
        """Different people of working age, one of a household."""
        found: list[Villager] = []
        for household in self.random.sample(body.households, len(body.households)):
            grown = next((one for one in household.members if 22 <= one.age_on(day) <= 64), None)
            if grown is not None:
                found.append(grown)
            if len(found) == count:
                break
        return found

    def person(self, one: Villager) -> Dossier:
        """A person of the register as payee."""
        return self._payee("person", one.name, one.id_number, self.numbers.bank_account())

    def trader(self, body: Body, trade: str) -> Dossier:
        """A company of a trade as payee."""
        return self.company(of_trade(self.random, body.companies, trade))

    def company(self, one: Company) -> Dossier:
        """A company as payee."""
        return self._payee("company", one.name, one.code, one.account)

    def _payee(self, kind: str, name: str, code: str, account: str) -> Dossier:
        return {
            "payee_type": kind,
            "payee_name": name,
            "payee_id": code,
            "payee_account": account,
            "payee_bank": BANK,
            "related_declared": False,
        }

    def invoice(self, payee: Dossier, amount: Decimal, day: date) -> dict[str, Any]:
        """What a payee gives for the money: a company's electronic invoice, a person's receipt."""
        is_company = payee["payee_type"] == "company"
        return {
            "inv_type": "vat_e" if is_company else "village_receipt",
            "inv_no": f"{day.year % 100}99{self.numbers.digits(16)}",
            "inv_date": day - timedelta(days=self.random.randrange(1, 9)),
            "seller_name": payee["payee_name"],
            "seller_id": payee["payee_id"] if is_company else "",
            "face_amount": amount,
            "used_amount": amount,
            "image": f"invoice-{self.random.randrange(INVOICES)}.png",
        }

    def pick(self, low: int, high: int, step: int = 1) -> Decimal:
        """So many yuan, whole."""
        return Decimal(self.random.randrange(low, high, step))
