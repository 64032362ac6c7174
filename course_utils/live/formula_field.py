"""A text field for a formula of the reader's own, with a few to choose from beside it."""

import ipywidgets as widgets
import traitlets

from course_utils.formulas import ExpressionError, Formula
from course_utils.language import _
from course_utils.live.sentence import Sentence


class FormulaField(widgets.VBox):
    """Holds the last formula that could be read; says in one line what is wrong with another."""

    value = traitlets.Instance(Formula)

    def __init__(self, label, choices, variables=("x",)):
        self.choices, self.variables = tuple(choices), variables
        self.text = widgets.Text(
            value=self.choices[0],
            description=label,
            continuous_update=False,
            tooltip=_("Type a formula and press Enter"),
        )
        self.complaint = Sentence()
        buttons = map(self._button, self.choices)
        row = widgets.HBox([self.text, *buttons]).add_class("live-row")
        super().__init__([row, self.complaint], value=Formula(self.choices[0], variables))
        self.text.observe(self._read, "value")
        self.observe(self.forget_unread, "value")

    def _button(self, choice):
        button = widgets.Button(description=choice)
        button.on_click(lambda _button: setattr(self.text, "value", choice))
        return button

    def _read(self, change):
        try:
            formula = Formula(change["new"], self.variables)
        except ExpressionError as error:
            self.complaint.text = "✗ " + str(error)
        else:
            self.complaint.text = ""
            self.value = formula

    def forget_unread(self, _change=None):
        """Show the formula that is drawn, in place of one that could not be read."""
        self.text.value = self.value.text


def add_formula(live, name, choices, *, label="f(x) =", variables=("x",)):
    """Add a field for a formula to a live figure; `move` receives a `Formula` by this name.

    The `choices` stand as buttons beside the field; the first is there at the start. Only the names
    in `variables` may occur in a formula.
    """
    field = live.add(name, FormulaField(label, choices, variables))
    live.on_reset(field.forget_unread)
