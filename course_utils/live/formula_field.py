"""A text field for a formula of the reader's own, with a few to choose from beside it."""

import ipywidgets as widgets
import traitlets

from course_utils.formulas import ExpressionError, Formula
from course_utils.language import _
from course_utils.live.sentence import Sentence


class FormulaField(widgets.VBox):
    """Holds the last formula that could be read; says in one line what is wrong with another.

    Parameters
    ----------
    label : str
        What stands before the field.
    choices : sequence of str
        Formulas on buttons beside it; the first is there at the start.
    variables : tuple of str
        The names that may occur.

    Attributes
    ----------
    value : Formula
        The last one that could be read.

    """

    value = traitlets.Instance(Formula)

    def __init__(self, label, choices, variables=("x",)):
        self.choices = tuple(choices)
        self.variables = tuple(variables)
        self.text = widgets.Text(
            value=self.choices[0],
            description=label,
            continuous_update=False,
            style={"description_width": "initial"},
            layout=widgets.Layout(width="17em"),
            tooltip=_("Type a formula and press Enter"),
        )
        self.complaint = Sentence()
        buttons = [self._button(choice) for choice in self.choices]
        row = widgets.HBox([self.text, *buttons])
        row.add_class("live-row")
        super().__init__([row, self.complaint], value=Formula(self.choices[0], self.variables))
        self.text.observe(self._read, "value")
        self.observe(self._write, "value")

    def _button(self, choice):
        button = widgets.Button(description=choice, layout=widgets.Layout(width="auto"))
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

    def _write(self, change):
        self.text.value = change["new"].text

    def forget_unread(self):
        """Put back the last formula that could be read in place of one that could not."""
        self.text.value = self.value.text


def add_formula(live, name, choices, *, label="f(x) =", variables=("x",)):
    """Add a formula field to a live figure; `move` receives a `Formula` by this name."""
    field = live.add(name, FormulaField(label, choices, variables))
    live.on_reset(field.forget_unread)
    return field
