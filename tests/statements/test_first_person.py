"""Who "I" is in quotations, and whom "he" cannot mean there."""

from __future__ import annotations

import pytest

from tests.readings import read, whom

pytestmark = pytest.mark.usefixtures("medium_model")  # the small model misses more names

KESTREL, HOLM = ["Ivo Kestrel"], ["Karl Holm"]
MET = "Minister Ivo Kestrel met Karl Holm. "


@pytest.mark.parametrize(
    "text, words, who",
    [
        pytest.param(MET + "“I agree,” Kestrel said.", "I agree", KESTREL, id="the speaker behind"),
        pytest.param(MET + "Holm said: “I agree.”", "I agree", HOLM, id="the speaker before"),
        pytest.param(MET + "“My door is open,” Kestrel said.", "My", KESTREL, id="my"),
        pytest.param(
            MET + "“Yes,” Kestrel said, “and I thank you.”", "I thank", KESTREL, id="a quotation that goes on"
        ),
        pytest.param(MET + "“We agree,” Kestrel said.", "We", [], id="we stays open"),
        pytest.param("“I agree,” an aide said.", "I agree", [], id="a speaker without a name"),
        pytest.param(MET + "Kestrel said: “Karl Holm lost his way.”", " his", HOLM, id="he is the one spoken of"),
        pytest.param(MET + "Holm spoke. Kestrel said: “He lost the vote.”", "He", HOLM, id="he is not the speaker"),
        pytest.param(
            MET + "Kestrel said he “lost his way”.", " his", KESTREL, id="but in words that are quoted in part"
        ),
    ],
)
def test_persons_in_quotations(text: str, words: str, who: list[str]) -> None:
    assert whom(read(text), words) == who


def test_mentions_stand_in_the_order_of_the_text() -> None:
    mentions = read(MET + "“I agree,” Kestrel said. He left.", title="Ivo Kestrel meets Karl Holm").mentions
    assert [mention.part for mention in mentions] == sorted((mention.part for mention in mentions), reverse=True)
    spans = [mention.span for mention in mentions if mention.part == "text"]
    assert spans == sorted(spans)
