"""Whether a told contact happened: one sentence a row, told on a Friday."""

from __future__ import annotations

import pytest

from dragoman.record import Modality
from tests.readings import FRIDAY, only_contact, read, tell_all

pytestmark = pytest.mark.usefixtures("medium_model")  # the small model misses more names

R = "President Alma Reyes"
K = "Prime Minister Ivo Kestrel of Marovia"


def xfail(reason: str) -> pytest.MarkDecorator:
    return pytest.mark.xfail(strict=True, reason=reason)


def modality(text: str) -> str:
    return only_contact(read(text, published=FRIDAY)).modality.value


@pytest.mark.parametrize(
    "text",
    [
        pytest.param(f"{R} met {K}.", id="past"),
        pytest.param(f"{R} has met {K}.", id="perfect"),
        pytest.param(f"{R} held talks with {K}.", id="a noun that is held"),
        pytest.param(f"{R} said that she met {K}.", id="said that"),
        pytest.param(f"{R} met {K} to discuss plans.", id="plans are discussed"),
        pytest.param(f"{R} met {K} and agreed to open the port.", id="what they agreed is ahead, not that they met"),
        pytest.param(f"In a call with {K}, {R} urged restraint.", id="restraint is demanded, not the call"),
        pytest.param(
            f"During the meeting with {K}, {R} denied the reports.",
            id="reports are denied, not the meeting",
        ),
        pytest.param(f"{R} met {K}, who will stay in Chile.", id="the next clause is ahead"),
        pytest.param(f"{R} met {K} but did not sign the treaty.", id="the next verb is negated"),
        pytest.param(f"{R}, who is expected to resign, met {K}.", id="a clause between"),
        pytest.param(f"Not only {K} came: {R} met him.", id="not, elsewhere"),
        pytest.param(f"{R} agreed to the plan when she met {K}.", id="agreed to something else"),
    ],
)
def test_happened(text: str) -> None:
    assert modality(text) == Modality.HAPPENED


@pytest.mark.parametrize(
    "text",
    [
        pytest.param(f"{R} will meet {K} on Monday.", id="will"),
        pytest.param(f"{R} is going to meet {K}.", id="going to"),
        pytest.param(f"{R} is to meet {K} on Monday.", id="is to"),
        pytest.param(f"{R} agreed to meet {K}.", id="agreed to"),
        pytest.param(f"{R} plans to meet {K}.", id="plans to"),
        pytest.param(f"{R} confirmed her intention to meet {K}.", id="intention to"),
        pytest.param(f"{R} is planning a meeting with {K}.", id="planning a meeting"),
        pytest.param(f"{R} is scheduled to meet {K} next week.", id="scheduled"),
        pytest.param(f"{R} is expected to meet {K}.", id="expected"),
        pytest.param(f"{R} is due to meet {K}.", id="due"),
        pytest.param(f"{R} looks forward to welcoming {K}.", id="looks forward to welcoming"),
        pytest.param(f"{R} said she looked forward to meeting {K}.", id="looked forward to meeting"),
        pytest.param(f"{R} intends to visit {K}.", id="intends"),
        pytest.param(f"{R} said that she would meet {K} on Monday.", id="said she would"),
        pytest.param(f"{R} announced a meeting with {K}.", id="announced a meeting"),
        pytest.param(f"{R} will hold an upcoming meeting with {K}.", id="will hold"),
        pytest.param(f"{R} invited President Emil Tavaro of Chile to visit Peru.", id="an invitation"),
        pytest.param(f"{R} arranged a call with {K}.", id="arranged a call"),
    ],
)
def test_planned(text: str) -> None:
    assert modality(text) == Modality.PLANNED


@pytest.mark.parametrize(
    "text",
    [
        pytest.param(f"{R} did not meet {K}.", id="did not"),
        pytest.param(f"{R} didn't meet {K}.", id="didn't"),
        pytest.param(f"{R} didn’t meet {K}.", id="didn’t, curly"),
        pytest.param(f"{R} never met {K}.", id="never"),
        pytest.param(f"{R} has not spoken with {K}.", id="has not spoken"),
        pytest.param(f"{R} will not meet {K}.", id="will not"),
        pytest.param(f"{R} won't meet {K}.", id="won't"),
        pytest.param(f"{R} held no talks with {K}.", id="no talks"),
        pytest.param(f"{R} denied meeting {K}.", id="denied meeting"),
        pytest.param(f"{R} denied that she had met {K}.", id="denied that"),
        pytest.param(f"{R} denied reports that she had met {K}.", id="denied reports that"),
        pytest.param(f"{R} refused to meet {K}.", id="refused"),
        pytest.param(f"{R} declined to meet with {K}.", id="declined"),
        pytest.param(f"{R} was unable to meet {K}.", id="unable"),
        pytest.param(f"{R} failed to meet {K}.", id="failed"),
        pytest.param(f"{R} did not agree to meet {K}.", id="did not agree"),
        pytest.param(f"{R} does not plan to meet {K}.", id="does not plan"),
        pytest.param(f"There was no meeting between {R} and {K}.", id="there was no"),
        pytest.param(f"{R} left without meeting {K}.", id="without"),
    ],
)
def test_denied(text: str) -> None:
    assert modality(text) == Modality.DENIED


@pytest.mark.parametrize(
    "text",
    [
        pytest.param(f"{R} demanded a meeting with {K}.", id="demanded a meeting"),
        pytest.param(f"{R} called for talks with {K}.", id="called for talks"),
        pytest.param(f"{R} requested a meeting with {K}.", id="requested a meeting"),
        pytest.param(f"{R} asked to meet {K}.", id="asked to meet"),
        pytest.param(f"{R} urged {K} to meet President Emil Tavaro.", id="urged to meet"),
        pytest.param(f"{R} sought a meeting with {K}.", id="sought"),
    ],
)
def test_demanded(text: str) -> None:
    contacts = read(text, published=FRIDAY).contacts
    assert {contact.modality for contact in contacts} == {Modality.DEMANDED}


@pytest.mark.parametrize(
    "text",
    [
        pytest.param(f"If {R} meets {K}, prices will fall.", id="if"),
        pytest.param(f"Prices will rise unless {R} meets {K}.", id="unless"),
        pytest.param(f"{R} did not say whether she met {K}.", id="whether"),
        pytest.param(f"{R} hopes to meet {K}.", id="hopes"),
        pytest.param(f"{R} wants to meet {K}.", id="wants"),
        pytest.param(f"{R} could meet {K} in June.", id="could"),
        pytest.param(f"{R} may meet {K} in June.", id="may"),
        pytest.param(f"{R} offered to meet {K}.", id="offered"),
        pytest.param(f"{R} is ready to meet {K}.", id="ready"),
        pytest.param(f"{R} spoke of the possibility of a meeting with {K}.", id="possibility"),
        pytest.param(f"{R} is considering a visit to Peru.", id="considering"),
    ],
)
def test_hypothetical(text: str) -> None:
    assert modality(text) == Modality.HYPOTHETICAL


@pytest.mark.parametrize(
    "text",
    [
        pytest.param(f"{R} called off a visit to Peru.", id="called off"),
        pytest.param(f"{R} cancelled her visit to Peru.", id="cancelled"),
        pytest.param(f"{R} canceled a meeting with {K}.", id="canceled"),
        pytest.param(f"{R} postponed talks with {K}.", id="postponed"),
        pytest.param(f"The meeting between {R} and {K} was cancelled.", id="passive"),
        pytest.param(f"The meeting between {R} and {K} was called off.", id="passive with its particle"),
    ],
)
def test_cancelled(text: str) -> None:
    assert modality(text) == Modality.CANCELLED


@pytest.mark.parametrize(
    "text",
    [
        pytest.param(f"{R} had met {K} in March.", id="had met"),
        pytest.param(f"{R} met {K} on 3 January 2024.", id="a day long before"),
        pytest.param(f"{R} recalled her meeting with {K}.", id="recalled"),
        pytest.param(f"{R} spoke of the results of her visit to Peru.", id="the results of"),
        pytest.param(f"It was their first talk since the call between {R} and {K} in May.", id="since the call"),
        pytest.param(f"{R} previously met {K}.", id="previously"),
    ],
)
def test_background(text: str) -> None:
    assert modality(text) == Modality.BACKGROUND


@pytest.mark.parametrize(
    "text",
    [
        pytest.param(f"{R} met {K} on 3 January 2024.", id="a day long ago"),
        pytest.param(f"{R} met {K} on 1 May.", id="a day of this month"),
    ],
)
def test_no_day_is_long_ago_without_a_day_of_publication(text: str) -> None:
    assert only_contact(read(text)).modality == Modality.HAPPENED


CALLED = f"{R} spoke by phone with {K}. "


@pytest.mark.parametrize(
    "text, told",
    [
        pytest.param(
            "They discussed her recent meetings in Chile with Karl Holm.",
            {"background meeting: Alma Reyes + Karl Holm"},
            id="recent meetings",
            marks=xfail("a hypothetical meeting of those who discuss"),
        ),
        pytest.param(
            "The leaders discussed the conversation of Greta Holm with Karl Marten.",
            {"background conversation: Greta Holm + Karl Marten"},
            id="a conversation of others",
            marks=xfail("hypothetical"),
        ),
        pytest.param(
            "The leaders discussed the ongoing negotiations between Chile and Bolivia.",
            set[str](),
            id="negotiations of others",
            marks=xfail("hypothetical, of all four"),
        ),
        pytest.param(
            "They considered the results of the visit of Mr Kestrel to Chile in March.",
            {"background visit: Chile + Ivo Kestrel"},
            id="results of a visit",
        ),
        pytest.param(
            "They discussed holding a meeting in June.",
            {"hypothetical meeting: Alma Reyes + Ivo Kestrel"},
            id="holding a meeting",
        ),
        pytest.param("They discussed a truce.", set[str](), id="something else"),
    ],
)
def test_what_is_discussed_in_a_call(text: str, told: set[str]) -> None:
    found = set(tell_all(read(CALLED + text, published=FRIDAY)))
    assert found == told | {"call: Alma Reyes + Ivo Kestrel"}


def test_a_call_and_the_one_before_it_are_two() -> None:
    text = f"{R} spoke by phone with {K} on Monday. It was their first conversation since their call in May 2023."
    found = {
        (contact.modality, contact.when and contact.when.start and contact.when.start.year)
        for contact in read(text, published=FRIDAY).contacts
    }
    assert found == {(Modality.HAPPENED, 2024), (Modality.BACKGROUND, 2023)}


@pytest.mark.parametrize(
    "text",
    [
        pytest.param(f"{K} requested the call with {R}.", id="the call that was held"),
        pytest.param(f"The call between {R} and {K} was requested by President Reyes.", id="passive"),
    ],
)
def test_the_call_that_was_requested_was_held(text: str) -> None:
    assert modality(text) == Modality.HAPPENED
