"""Formulas of the field as a person would write them, money that is none, and formulas that nobody should write."""

import pytest
from hypothesis import given
from hypothesis import strategies as st
from paperdeck.tui.typeset.layout import Options, layout
from paperdeck.tui.typeset.maths import display_lines, to_unicode
from paperdeck.tui.typeset.paint import to_plain

FORMULAS = {
    r"a_{\text{self}}": "a_self",
    r"\hat{E}[S_m]": "Ê[Sₘ]",
    "T_k": "Tₖ",
    "K": "K",
    r"\mathbb{E}_{x \sim p(x)}[\log p_\theta(x)]": "𝔼_(x∼p(x))[log p_θ(x)]",
    r"\mathbb{E}[X]": "𝔼[X]",
    r"\|x\|_2^2": "‖x‖₂²",
    r"\lVert W \rVert_F": "‖W‖_F",
    r"\left\| \theta \right\|_1": "‖θ‖₁",
    r"\frac{1}{N}\sum_{i=1}^{N} \ell(f_\theta(x_i), y_i)": "1/N ∑ᵢ₌₁ᴺ ℓ(f_θ(xᵢ), yᵢ)",
    r"\frac{a+b}{2}": "(a + b)/2",
    r"\mathcal{L}_{\text{CE}} = -\sum_{i} y_i \log \hat{y}_i": "ℒ_CE = -∑ᵢ yᵢ log ŷᵢ",
    r"\mathcal{D}=\{(x_i,y_i)\}_{i=1}^N": "𝒟 = {(xᵢ, yᵢ)}ᵢ₌₁ᴺ",
    r"\mathcal{N}(0, I)": "𝒩(0, I)",
    r"\mathcal{O}(n)": "𝒪(n)",
    r"\nabla_\theta J(\theta)": "∇_θ J(θ)",
    "O(n^2)": "O(n²)",
    r"O(n \log n)": "O(n log n)",
    r"x \in \mathbb{R}^{d \times d}": "x ∈ ℝ^(d×d)",
    r"x \in \mathbb{R}^n": "x ∈ ℝⁿ",
    r"\arg\max_{a} Q(s,a)": "arg maxₐ Q(s, a)",
    r"\operatorname*{argmin}_{\theta} \mathcal{L}(\theta)": "argmin_θ ℒ(θ)",
    r"\text{softmax}\left(\frac{QK^\top}{\sqrt{d_k}}\right)V": "softmax(QKᵀ/√dₖ)V",
    r"\pi_\theta(a|s)": "π_θ(a|s)",
    r"\beta_1=0.9, \beta_2=0.999": "β₁ = 0.9, β₂ = 0.999",
    "10^{-4}": "10⁻⁴",
    r"5 \times 10^{-3}": "5 × 10⁻³",
    r"\epsilon \to 0": "ε → 0",
    r"\alpha \leq \beta": "α ≤ β",
    r"D_{KL}(p \| q)": "D_KL(p‖q)",
    r"\mathrm{KL}(p\,\|\,q)": "KL(p‖q)",
    r"\mathbf{W}^T \mathbf{x} + \mathbf{b}": "𝐖ᵀ𝐱 + 𝐛",
    r"\tilde{x}_t": "x̃ₜ",
    r"\bar{\alpha}_t": "ᾱₜ",
    r"\sqrt{1-\bar{\alpha}_t}\,\epsilon": "√(1 - ᾱₜ)ε",
    r"\widehat{ATE}": "hat(ATE)",
    r"\overline{AB}": "A̅B̅",
    r"\vec{v}": "v⃗",
    r"\dot{x}": "ẋ",
    r"f: X \rightarrow Y": "f: X → Y",
    "x^{(i)}": "x⁽ⁱ⁾",
    r"\theta^*": "θ*",
    r"\theta_{t+1} = \theta_t - \eta \nabla L(\theta_t)": "θₜ₊₁ = θₜ - η∇L(θₜ)",
    r"\pm 0.5": "±0.5",
    r"\sim 10\%": "∼10%",
    r"\Delta t": "Δt",
    r"\prod_{t=1}^T p(x_t \mid x_{<t})": "∏ₜ₌₁ᵀ p(xₜ ∣ x_(<t))",
    r"\begin{cases} 1 & x>0 \\ 0 & \text{otherwise} \end{cases}": "{1, x > 0; 0, otherwise",
    r"\int_0^1 f(x)\,dx": "∫₀¹ f(x)dx",
    r"\partial f / \partial x": "∂f/∂x",
    r"\frac{\partial L}{\partial w}": "∂L/∂w",
    r"\left[ a, b \right)": "[a, b)",
    "N=1024": "N = 1024",
    "p < 0.05": "p < 0.05",
    r"\mathbb{1}[x > 0]": "𝟙[x > 0]",
    "a'_i": "a′ᵢ",
    "H^{-1}": "H⁻¹",
    r"\binom{n}{k}": "C(n, k)",
    r"A \xrightarrow{f} B": "A →ᶠ B",
    r"\log_2 n": "log₂ n",
    r"\gg 1": "≫ 1",
    r"\phi(x)^\top \psi(y)": "φ(x)ᵀψ(y)",
    "W_Q, W_K, W_V": "W_Q, W_K, W_V",
    r"\sin^2\theta": "sin² θ",
    r"\sqrt[3]{x}": "∛x",
    "R^2": "R²",
    r"\text{Attention}(Q,K,V)": "Attention(Q, K, V)",
    "x_{i,j}": "x_(i,j)",
    r"\lambda_{\max}": "λₘₐₓ",
    r"A \cup B \subseteq C": "A ∪ B ⊆ C",
    r"\forall x \in X": "∀x ∈ X",
    r"s_{t+1} \sim P(\cdot \mid s_t, a_t)": "sₜ₊₁ ∼ P(· ∣ sₜ, aₜ)",
    r"\sigma(z) = \frac{1}{1+e^{-z}}": "σ(z) = 1/(1 + e⁻ᶻ)",
    r"\lfloor n/2 \rfloor": "⌊n/2⌋",
    r"\langle u, v \rangle": "⟨u, v⟩",
    r"A \odot B": "A ⊙ B",
    r"\text{F1} = 0.87": "F1 = 0.87",
    r"90^\circ": "90°",
    r"\infty": "∞",
    r"i \neq j": "i ≠ j",
    r"\unknown{x} + 1": "\\unknown{x} + 1",
}
"""TeX and what is to be read."""


def test_the_table_is_long_enough() -> None:
    assert len(FORMULAS) >= 60


@pytest.mark.parametrize(("tex", "written"), FORMULAS.items())
def test_a_formula_reads_as_a_person_would_write_it(tex: str, written: str) -> None:
    assert to_unicode(tex) == written


@given(st.text(alphabet="\\{}[]^_&$ abx12+-=,.'|~ftéαqr", max_size=80))
def test_any_formula_gives_one_line(tex: str) -> None:
    assert "\n" not in to_unicode(tex)
    display_lines(tex)


@pytest.mark.parametrize(
    "tex", ["{" * 5000, "\\hat" * 2000, "x^" * 3000, "\\frac" * 1500, "\\text{" * 1500, "\\sqrt[" * 1000]
)
def test_formulas_nested_without_end_are_taken(tex: str) -> None:
    assert to_unicode(tex)


def shown(markdown: str, *, raw_tex: bool = False) -> str:
    """The text on one line."""
    return to_plain(layout(markdown, Options(width=200, raw_tex=raw_tex))).rstrip("\n")


@pytest.mark.parametrize(
    "text",
    [
        "从 $5 涨到 $6",
        "$5 and $6",
        "花了 US$5 和 HK$6",
        "一美元（$）和两美元（$$）",
        "$100，再加 $200。",
        "变量 $HOME 和 $PATH",
        r"用 \(括号\) 转义",
    ],
)
def test_money_stays_money(text: str) -> None:
    assert shown(text) == text.replace("\\", "")


def test_formulas_in_chinese_text() -> None:
    assert shown("前 Top-$K$ 个，误差$\\epsilon$很小。") == "前 Top-K 个，误差ε很小。"
    assert shown(r"复杂度为 \(O(n^2)\) 的算法") == "复杂度为 O(n²) 的算法"
    assert shown("$$\n\\mathcal{L} = a_1 \\\\\nb = 2\n$$") == "  ℒ = a₁\n  b = 2"
    assert shown("行内 $$x_1$$ 也行") == "行内 x₁ 也行"


def test_raw_tex_on_demand() -> None:
    assert shown("误差 $a_{\\text{self}}$ 小", raw_tex=True) == "误差 $a_{\\text{self}}$ 小"


def test_code_and_escaped_dollars_are_no_formulas() -> None:
    assert shown("`$x_1$` 和 \\$x_1\\$") == "$x_1$ 和 $x_1$"
