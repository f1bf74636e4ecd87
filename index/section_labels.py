"""The keys of sections, which the library, the configuration and the terminal share, with their labels."""

SECTION_LABELS: dict[str, tuple[str, str]] = {
    "domain": ("领域", "Domain"),
    "contribution": ("贡献", "Contribution"),
    "usage": ("用法", "Usage"),
    "innovation": ("创新", "Innovation"),
    "results": ("实验", "Results"),
    "io": ("输入输出", "Input/Output"),
    "problem": ("问题", "Problem"),
    "method": ("方案", "Method"),
    "conclusion": ("结论", "Conclusion"),
    "abstract": ("摘要", "Abstract"),
    "other": ("其他", "Other"),
}
"""Section key to its tab label in Chinese and English, in the order in which sections are shown."""
