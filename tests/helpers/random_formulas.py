"""Formulas as a reader may type them: good, random and hostile."""

from hypothesis import strategies as st

FUNCTIONS = (
    *("sin", "cos", "tan", "asin", "atan", "exp", "ln", "sqrt", "cbrt", "abs", "sign", "relu"),
    *("sinh", "acosh", "tanh", "sigmoid", "softplus", "log10", "cot", "sec"),
)

# Formulas on which something may go wrong behind a good reading: poles, corners, gaps, huge and
# tiny values, no value anywhere, and derivatives that are long, empty or nowhere defined.
AWKWARD = (
    *("0", "1/{x}^2", "1e-99/{x}", "{x}^200", "{x}^{x}^{x}", "||{x}| - 1|", "sign(sin(9{x}))"),
    *("sqrt({x} - 2)", "sqrt(-1 - {x}^2)", "ln(ln({x}))", "asin(9 + {x}^2)", "tan(1/{x})"),
    *("sin(1e6 {x})", "0^{x}", "exp(exp(exp({x})))", "exp(-1e6 {x}^2)", "1e12 + 1e-3 {x}"),
    *("|sqrt({x})|", "|ln({x})|", "sign(ln({x}))", "(-1)^{x}", "acos(cos({x}))", "1/sin({x})"),
    *("({x}-1)^20 ({x}+1)^20", "|{x}|^{x}", "exp(-1/{x}^2)", "{x}^3 sin(1/{x})", "{x} + |{x}|"),
    *("sign({x})^{x}", "exp(350{x})", "1e12 exp(-340{x})", "exp(709 tanh(9{x}))"),
    *("exp(709.7cos({x}))", "exp(177{x}^2)", "1/{x}^180", "tanh(cosh(sign(1e-99-{x})^199))"),
    *("cosh(cosh(|{x}| - 8.5397))", "sinh(acos(cos({x}))^60)", "{x}^2\n- 1", "max({x}, 1/{x})"),
    *("1/(1 + exp(-300{x}))", "softplus(999{x})", "relu(sin(9{x}))", "min(|{x}|, exp(999{x}))"),
)

# Texts that are no formula: each gets one line that says why.
HOSTILE = (
    *("", " ", "(", ")", "((((", "|", "|x", "x^^2", "2 3", "x = 1", "1,5", "1/0", "x/(x-x)", "0/0"),
    *("sqrt(-1)", "__import__('os')", "().__class__", "lambda: 0", "f(x)", "z", "x" * 201),
    *("\x00", "\n", "∞", "NaN", "inf", "10^400", "x^999999", "9" * 30),
    *("(" * 60 + "x" + ")" * 60, "-" * 300 + "x", "{x}", "%s", "<b>x</b>", "\ud800", "𝒙", "²"),
    *("sin", "sin x", "1e999999999", "x!", "x'", "$x$", "sinh(acos(cos(x))^199)"),
)


def awkward_formulas(variable):
    """Return the awkward formulas in this variable."""
    return [text.replace("{x}", variable) for text in AWKWARD]


def typed_texts(variables):
    """Draw what may be typed where these variables are known."""
    awkward = st.sampled_from(variables).flatmap(lambda x: st.sampled_from(awkward_formulas(x)))
    texts = st.sampled_from(HOSTILE) | st.text(max_size=12)
    return formulas(variables) | awkward | texts


def formulas(variables):
    """Draw formulas, of which a few may have too large numbers or no value."""
    names = st.sampled_from(variables)
    numbers = st.integers(-9, 9).map(str) | st.floats(-99, 99).map(lambda value: f"{value:.3g}")
    return st.recursive(
        names | numbers,
        lambda inner: st.one_of(
            st.builds("({}) {} ({})".format, inner, st.sampled_from("+-*/^"), inner),
            st.builds("{}({})".format, st.sampled_from(FUNCTIONS), inner),
            st.builds("{}({}, {})".format, st.sampled_from(("max", "min")), inner, inner),
            st.builds("|{}|".format, inner),
        ),
        max_leaves=6,
    )
