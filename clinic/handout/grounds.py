"""What a finding on the referral note rests on, down to the answers, measurements and dates behind it. Pure."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

from clinic.domain.facts import Answer, Facts
from clinic.domain.in_words import ended, evidence, label, named, raised, recorded, to_ask, worded
from clinic.domain.intake import DateItem, Flag, Question
from clinic.domain.knowledge import Knowledge
from clinic.domain.outcome import Established
from clinic.domain.rule import SIDES, Rule, Value
from clinic.domain.scales import AskedBy, Reply

REPLIES = {Reply.YES: "Yes", Reply.NO: "No", Reply.UNSURE: "Not sure"}
UNSAID_UNITS = {"", "choice", "count", "result", "response", "rating", "score"}
FOLLOWS = "Follows from: "
"""Opens what a finding rests on that nobody answered as such."""


@dataclass
class Grounds:
    """Puts into words what findings rest on. It remembers what it has said: `told` are the items, so that whatever was
    recorded besides can be listed; `followed` are the follow-ups, which stand once, under the first question."""

    knowledge: Knowledge
    facts: Facts
    standing: Mapping[str, Established]
    told: set[tuple[str, str]] = field(default_factory=set)
    followed: set[tuple[str, str]] = field(default_factory=set)

    def of(self, finding: str, *, named_apart: frozenset[str] = frozenset()) -> tuple[str, ...]:
        """The lines behind one finding. Findings in `named_apart` have lines of their own elsewhere: their name is
        enough here."""
        return tuple(dict.fromkeys(self._lines(finding, named_apart, ())))

    def concluded(self, finding: str) -> bool:
        """Whether a finding that can be asked for was not answered but follows from other findings."""
        established = self.standing[finding]
        twins = {finding, *self.knowledge.same_as(finding)}
        asked = any(self.knowledge.flags[one].question for one in twins if one in self.knowledge.flags)
        return (
            asked
            and bool(established.because)
            and all(words in self.standing and words not in twins for words in self._beyond_twins(finding))
        )

    def _beyond_twins(self, finding: str) -> tuple[str, ...]:
        """What a finding rests on, looking through the finding that means the same."""
        twins = self.knowledge.same_as(finding)
        through = [self.standing[one] for one in self.standing[finding].because if one in twins]
        return tuple(words for one in (self.standing[finding], *through) for words in one.because if words not in twins)

    def _lines(self, finding: str, apart: frozenset[str], seen: tuple[str, ...]) -> Iterator[str]:
        derived = finding not in self.knowledge.combinations
        twins = self.knowledge.same_as(finding)
        for words in self.standing[finding].because:
            id, *_ = words.split(" ")
            if id in seen:
                continue
            if self._answered(words) and (id == finding or id not in apart):
                yield from self._answer(words)
            elif id in self.standing and words == id != finding:
                if id in apart:
                    yield f"{FOLLOWS if derived else ''}{ended(label_or_name(self.knowledge, id, opens=not derived))}"
                else:
                    inner = tuple(self._lines(id, apart, (*seen, finding)))
                    named_first = derived and id not in twins
                    yield from ((f"{FOLLOWS}{label(self.knowledge, id)}.",) if named_first else ())
                    yield from inner
            else:
                yield from self._measured(words, apart)
        yield from self._follow_ups({finding})

    def _answered(self, words: str) -> bool:
        """Whether this is a reply to a flag or condition: it says a finding or, with a qualifier, its milder one."""
        id, side, _ = split(words)
        if id not in self.knowledge.flags and id not in self.knowledge.conditions:
            return False
        reply = self.facts.answers.get((id, side))
        return reply is not None and reply.reply is not Reply.NO

    def _answer(self, words: str) -> Iterator[str]:
        id, side, qualifier = split(words)
        self.told.add((id, side))
        yield answer_in_words(self.knowledge, id, side, self.facts.answers[id, side])
        if qualifier:
            yield from self._follow_ups({id})

    def _measured(self, words: str, apart: frozenset[str]) -> Iterator[str]:
        id, side, _ = split(words)
        asked_for = self._asked_for(id) - apart
        for one in sorted(asked_for):
            yield from self._answer(one)
        if (id, side) in self.facts.answers or (id, side) in self.facts.values:
            self.told.add((id, side))
            yield ended(self.recorded(id, side))
            yield from self._follow_ups({id, *asked_for})
        else:
            yield ended(evidence(self.knowledge, words))

    def _asked_for(self, id: str) -> set[str]:
        """The findings that were answered and because of which a question was asked."""
        question = self.knowledge.questions.get(id)
        rule = question.applies_when if question else None
        named_in = {atom.id for atom in (*rule.all, *rule.any)} if rule else set()
        return {one for one in named_in if self._answered(one)}

    def _follow_ups(self, ids: set[str]) -> Iterator[str]:
        """Whatever was asked because of these, as far as it was recorded."""
        items: tuple[Flag | Question | DateItem, ...] = (
            *self.knowledge.flags.values(),
            *self.knowledge.questions.values(),
            *self.knowledge.dates.values(),
        )
        for item in items:
            if not asked_because_of(item.applies_when, ids):
                continue
            if item.id in self.facts.dates and isinstance(item, DateItem) and (item.id, "") not in self.followed:
                self.followed.add((item.id, ""))
                yield ended(evidence(self.knowledge, f"{item.id} {self.facts.dates[item.id].isoformat()}"))
            for side in ("", *SIDES):
                if (item.id, side) in self.followed:
                    continue
                if (item.id, side) in self.facts.answers or (item.id, side) in self.facts.values:
                    self.told.add((item.id, side))
                    self.followed.add((item.id, side))
                    yield ended(self.recorded(item.id, side))
                    yield from self._follow_ups({item.id})

    def recorded(self, id: str, side: str) -> str:
        """One recorded answer, test, measure or number with its wording, side, value and unit."""
        answer = self.facts.answers.get((id, side))
        if answer is not None and (id in self.knowledge.flags or id in self.knowledge.conditions):
            return answer_in_words(self.knowledge, id, side, answer)
        if answer is not None:
            return f"{to_ask(self.knowledge, f'{id} {side}'.strip())} {REPLIES[answer.reply]}"
        value: Value = self.facts.values[id, side]
        item = self.knowledge.questions.get(id) or self.knowledge.tests.get(id) or self.knowledge.measures[id]
        if isinstance(item, Question) and worded(item.wording).endswith("?"):
            said = recorded(self.knowledge, id, "", value).rpartition(": ")[2]
            return f"{to_ask(self.knowledge, f'{id} {side}'.strip())} {raised(said)}{unit_in_words(item.unit)}"
        return recorded(self.knowledge, id, side, value) + unit_in_words(item.unit)


def split(words: str) -> tuple[str, str, str]:
    """What a finding rests on, taken apart: id, side, value or qualifier."""
    id, *rest = words.split(" ", 2)
    side = rest.pop(0) if rest and rest[0] in SIDES else ""
    return id, side, " ".join(rest)


def asked_because_of(rule: Rule | None, ids: set[str]) -> bool:
    """Whether an item is asked only where one of these was found or measured."""
    return rule is not None and any(atom.id in ids for atom in (*rule.all, *rule.any))


def label_or_name(knowledge: Knowledge, finding: str, *, opens: bool) -> str:
    """A finding's name, with a large letter where it opens the line."""
    return named(knowledge, finding) if opens else label(knowledge, finding)


def unit_in_words(unit: str) -> str:
    """What stands behind a value: " degrees", " (0-10)", or nothing where the value says it."""
    if unit in UNSAID_UNITS:
        return ""
    return f" ({unit})" if unit[0].isdigit() else f" {unit}"


def answer_in_words(knowledge: Knowledge, id: str, side: str, answer: Answer) -> str:
    """An answer to a flag or condition as it was given: the question as it was put, the side, and the qualifier."""
    flag = knowledge.flags.get(id)
    item = flag or knowledge.conditions[id]
    qualifier = item.qualifiers.get(answer.qualifier)
    more = f" {ended(qualifier.label)}" if qualifier and answer.reply is Reply.YES else ""
    question = to_ask(knowledge, f"{id} {side}".strip())
    if flag is not None and flag.question and flag.asked_by is not AskedBy.CLINICIAN:
        return f"Asked: “{question}” {REPLIES[answer.reply]}.{more}"
    said = "" if answer.reply is Reply.YES else f", {REPLIES[answer.reply].lower()}"
    return f"{ended(f'Recorded by the clinician{said}: {question}')}{more}"
