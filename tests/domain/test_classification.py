"""Classifying a complaint: what is proposed, the ladder, and who may lower it."""

from collections.abc import Callable
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from callcentre.domain.category import CATEGORIES, Category, Cause, Severity
from callcentre.domain.classification import (
    Answer,
    Classification,
    CustomerType,
    Dissatisfaction,
    Impact,
    InvalidReason,
    Loss,
    Stage,
    Validity,
    proposed_severity,
    proposed_validity,
    set_impact,
    set_our_shipment,
    set_severity,
    set_transport_related,
    set_validity_reason,
    with_proposals,
)
from callcentre.domain.staff import Person, Role
from callcentre.errors import Refused
from tests.support.callers import AGENT, LEAD

MANAGER = Person("m1", "赵总", Role.MANAGER)
IMPACTS, SEVERITIES = st.sampled_from(Impact), st.sampled_from(Severity)

LADDER = {
    Impact.SAFETY: Severity.SERIOUS,
    Impact.UNUSABLE: Severity.SERIOUS,
    Impact.BUSINESS_STOPPED: Severity.SERIOUS,
    Impact.BELOW_EXPECTATION: Severity.IMPORTANT,
    Impact.SLIGHT: Severity.ORDINARY,
}


class TestSeverityLadder:
    """CL-09."""

    @pytest.mark.parametrize(("impact", "severity"), LADDER.items())
    @pytest.mark.parametrize("category", [None, *Category])
    def test_a_rung_decides_whatever_the_category(
        self, impact: Impact, severity: Severity, category: Category | None
    ) -> None:
        """ "Delay" and "business stopped" give serious."""
        assert proposed_severity(Classification(category=category, impact=impact)) is severity

    @pytest.mark.parametrize("category", Category)
    def test_without_a_rung_it_is_the_usual_one(self, category: Category) -> None:
        usual = proposed_severity(Classification(category=category))
        assert usual is CATEGORIES[category].severity

    def test_of_nothing_known_there_is_none(self) -> None:
        assert proposed_severity(Classification()) is None


class TestWhoMayLower:
    """CL-09: an agent may raise, only a lead may lower."""

    @pytest.mark.parametrize("by", [AGENT, LEAD, MANAGER])
    def test_everybody_raises(self, by: Person) -> None:
        raised = set_severity(Classification(impact=Impact.SLIGHT), Severity.SERIOUS, by)
        assert raised.severity is Severity.SERIOUS

    @pytest.mark.parametrize(
        "judged",
        [Classification(severity=Severity.IMPORTANT), Classification(impact=Impact.SAFETY)],
    )
    def test_an_agent_does_not_go_below_what_was_judged(self, judged: Classification) -> None:
        with pytest.raises(Refused, match="lead"):
            set_severity(judged, Severity.ORDINARY, AGENT)

    @pytest.mark.parametrize("by", [LEAD, MANAGER])
    def test_a_lead_does(self, by: Person) -> None:
        lowered = set_severity(Classification(severity=Severity.SERIOUS), Severity.ORDINARY, by)
        assert lowered.severity is Severity.ORDINARY

    def test_a_graver_rung_lifts_a_severity_set_before(self) -> None:
        judged = set_impact(Classification(severity=Severity.ORDINARY), Impact.SAFETY, AGENT)
        assert with_proposals(judged, anger_peak=0).severity is Severity.SERIOUS

    def test_a_milder_rung_does_not_take_back_what_an_agent_raised(self) -> None:
        raised = Classification(impact=Impact.BELOW_EXPECTATION, severity=Severity.SERIOUS)
        assert set_impact(raised, Impact.SLIGHT, AGENT).severity is Severity.SERIOUS

    def test_a_leads_milder_rung_does(self) -> None:
        raised = Classification(impact=Impact.BELOW_EXPECTATION, severity=Severity.SERIOUS)
        assert set_impact(raised, Impact.SLIGHT, LEAD).severity is Severity.ORDINARY

    @given(st.lists(st.one_of(IMPACTS, SEVERITIES), max_size=8))
    def test_once_it_stands_no_agent_gets_below_it(self, keys: list[Impact | Severity]) -> None:
        c = Classification(severity=Severity.IMPORTANT)
        for key in keys:
            before = with_proposals(c, anger_peak=0).severity
            try:
                if isinstance(key, Impact):
                    c = set_impact(c, key, AGENT)
                else:
                    c = set_severity(c, key, AGENT)
            except Refused:
                continue
            # Leaving the step settles what is proposed.
            c = with_proposals(c, anger_peak=0)
            assert before is not None
            assert c.severity is not None
            assert c.severity.at_least(before)


class TestValidity:
    """CL-01, CL-02."""

    @pytest.mark.parametrize(
        ("ours", "transport", "expected"),
        [
            (None, None, (Validity.VALID, None)),
            (Answer.YES, Answer.YES, (Validity.VALID, None)),
            (Answer.UNKNOWN, Answer.UNKNOWN, (Validity.VALID, None)),
            (Answer.NO, None, (Validity.INVALID, InvalidReason.NOT_OUR_SHIPMENT)),
            (None, Answer.NO, (Validity.INVALID, InvalidReason.NOT_TRANSPORT)),
            (Answer.NO, Answer.NO, (Validity.INVALID, InvalidReason.NOT_OUR_SHIPMENT)),
        ],
    )
    def test_not_ours_and_not_transport_propose_invalid_with_the_reason(
        self,
        ours: Answer | None,
        transport: Answer | None,
        expected: tuple[Validity, InvalidReason | None],
    ) -> None:
        assert (
            proposed_validity(Classification(our_shipment=ours, transport_related=transport))
            == expected
        )

    @pytest.mark.parametrize(
        ("validity", "valid"),
        [
            (Validity.VALID, True),
            (Validity.UNDETERMINED, True),
            (Validity.INVALID, False),
            (None, False),
        ],
    )
    def test_in_doubt_it_is_handled_as_valid(self, validity: Validity | None, valid: bool) -> None:
        """X-01."""
        assert Classification(validity=validity).treated_as_valid is valid

    def test_a_proposal_never_overrules_the_agent(self) -> None:
        chosen = Classification(our_shipment=Answer.NO, validity=Validity.UNDETERMINED)
        proposed = with_proposals(chosen, anger_peak=0)
        assert (proposed.validity, proposed.validity_reason) == (Validity.UNDETERMINED, None)


@given(
    st.lists(
        st.one_of(
            st.tuples(st.just(set_validity_reason), st.sampled_from([None, *InvalidReason])),
            st.tuples(st.just(set_our_shipment), st.sampled_from([None, *Answer])),
            st.tuples(st.just(set_transport_related), st.sampled_from([None, *Answer])),
        ),
        max_size=8,
    )
)
def test_the_reason_and_its_question_never_contradict(
    moves: list[tuple[Callable[[Classification, object], Classification], object]],
) -> None:
    """CL-02, whatever is answered in whatever order."""
    c = Classification(validity=Validity.INVALID)
    for change, answer in moves:
        c = change(c, answer)
    c = with_proposals(c, anger_peak=0)
    if c.validity_reason is InvalidReason.NOT_OUR_SHIPMENT:
        assert c.our_shipment is Answer.NO
    if c.validity_reason is InvalidReason.NOT_TRANSPORT:
        assert c.transport_related is Answer.NO


class TestProposals:
    def test_a_plain_complaint_needs_two_answers(self) -> None:
        """Category and loss are asked; everything else is proposed."""
        proposed = with_proposals(
            Classification(category=Category.PRICE, loss=Loss.NONE), anger_peak=1
        )
        assert proposed == Classification(
            our_shipment=Answer.YES,
            transport_related=Answer.YES,
            validity=Validity.VALID,
            category=Category.PRICE,
            cause=Cause.OTHER,
            side=CATEGORIES[Category.PRICE].side,
            severity=Severity.IMPORTANT,
            loss=Loss.NONE,
            compensation_wanted=Answer.NO,
            customer_type=CustomerType.UNKNOWN,
            dissatisfaction=Dissatisfaction.EXPLICIT,
            stage=Stage.COMPLAINT,
            disputed=Answer.NO,
        )

    def test_category_and_loss_are_never_guessed(self) -> None:
        """CL-12."""
        proposed = with_proposals(Classification(), anger_peak=3)
        assert (proposed.category, proposed.loss, proposed.severity) == (None, None, None)

    @pytest.mark.parametrize("loss", [Loss.POSSIBLE, Loss.YES, Loss.UNKNOWN])
    def test_with_a_loss_the_wish_for_compensation_is_asked(self, loss: Loss) -> None:
        """CL-12."""
        assert with_proposals(Classification(loss=loss), anger_peak=0).compensation_wanted is None

    def test_a_cause_is_proposed_only_where_there_is_no_choice(self) -> None:
        delay = with_proposals(Classification(category=Category.DELAY), anger_peak=0)
        customs = with_proposals(Classification(category=Category.CUSTOMS), anger_peak=0)
        assert (delay.cause, customs.cause) == (None, Cause.OTHER)

    @pytest.mark.parametrize(
        ("severity", "anger", "stage"),
        [
            (Severity.ORDINARY, 0, Stage.GRUMBLE),
            (Severity.ORDINARY, 1, Stage.GRUMBLE),
            (Severity.ORDINARY, 2, Stage.COMPLAINT),
            (Severity.IMPORTANT, 0, Stage.COMPLAINT),
            (Severity.SERIOUS, 3, Stage.COMPLAINT),
        ],
    )
    def test_an_ordinary_matter_in_a_calm_voice_is_a_grumble(
        self, severity: Severity, anger: int, stage: Stage
    ) -> None:
        """CL-11."""
        proposed = with_proposals(Classification(severity=severity), anger_peak=anger)
        assert proposed.stage is stage

    def test_proposing_twice_is_proposing_once(self) -> None:
        once = with_proposals(Classification(category=Category.DELAY, loss=Loss.YES), anger_peak=2)
        assert with_proposals(once, anger_peak=2) == once


class TestDisputes:
    def test_a_suspicion_makes_it_disputed(self) -> None:
        """LS-10, RC-12."""
        calm = Classification(disputed=Answer.NO)
        assert not calm.is_disputed
        assert replace(calm, suspected_exaggeration=True).is_disputed
        assert Classification(disputed=Answer.YES).is_disputed

    @pytest.mark.parametrize("category", Category)
    def test_only_the_goods_themselves_are_a_quality_anomaly(self, category: Category) -> None:
        """CL-08: milk powder is, a rude driver is not."""
        anomaly = Classification(category=category).quality_anomaly
        assert anomaly is (category is Category.PRODUCT_QUALITY)
