"""The words that generated reports are made of: common terms of the field, and sentences of ours."""

import random


def _words(text: str) -> tuple[str, ...]:
    return tuple(text.split())


METHODS = _words("""
扩散模型 自回归生成 强化学习 对比学习 知识蒸馏 稀疏注意力 混合专家 思维链 检索增强 指令微调 偏好对齐 低秩适配
量化感知训练 课程学习 元学习 图神经网络 状态空间模型 神经辐射场 高斯泼溅 流匹配 变分推断 蒙特卡洛树搜索
多智能体协作 世界模型 测试时计算 推测解码 键值缓存 Transformer Mamba LoRA RLHF DPO GRPO MoE RAG NeRF
ControlNet ViT CLIP VAE GAN BERT U-Net FlashAttention Tokenizer
""")
TASKS = _words("""
图像生成 视频理解 机器翻译 代码补全 数学推理 视觉问答 语音识别 三维重建 目标检测 语义分割 机器人操作 自动驾驶
药物设计 蛋白质折叠 时间序列预测 推荐系统 文档解析 长文本摘要 对话系统 图像编辑 异常检测 多语言理解 遥感解译
医学影像 音乐生成 动作捕捉 网页导航 工具调用
""")
PROPERTIES = _words("""
保真度 泛化能力 推理速度 显存占用 训练稳定性 可解释性 鲁棒性 样本效率 时间一致性 空间感知 长程依赖 事实准确率
指令遵循 安全性 可控性 多样性 校准误差 收敛速度 跨域迁移 噪声容忍度
""")
DATASETS = _words("""
ImageNet COCO GSM8K MATH-500 MMLU HumanEval LibriSpeech ScanNet KITTI WMT14 SQuAD MS-MARCO AIME24 VBench
nuScenes LongBench CIFAR-100 Kinetics-400 AlpacaEval SWE-bench
""")
ENGLISH = _words("""
adaptive latent sparse visual causal neural robust scalable efficient multimodal hierarchical temporal spatial
generative contrastive variational federated symbolic continual compositional reasoning planning alignment
attention memory diffusion transformer agents benchmark distillation retrieval representation dynamics
grounding compression decoding supervision exploration simulation editing tracking segmentation synthesis
perception navigation policies
""")
GIVEN = _words("""
Wei Lin Anna Jun Mei Omar Clara Hao Yuki Ivan Sara Tao Nadia Felix Rui Elena Kofi Ying Paulo Ines
""")
FAMILY = _words("""
Chen Okafor Silva Wang Novak Tanaka Müller Zhang Haddad Rossi Liu Petrov Kim Garcia Sato Zhao Berg Costa
""")

CHINESE_FORMS = (
    "针对{task}中{prop}不足的问题，本文把**{method}**与{method2}结合起来，在不增加推理开销的前提下改善了{prop2}。",
    "在 {data} 上，该方法的准确率从 {a:.1f}% 提高到 **{b:.1f}%**，同时{prop}下降不超过 {c}%。",
    "作者观察到，{method}在{task}里往往依赖局部线索，因此以{prop}为目标设计了辅助损失（权重 $\\lambda = 0.{c}$）。",
    "训练分为两个阶段：先用{method}预热 {n} 步，再以{method2}微调；实验在 {c} 张 GPU 上完成，约 {n2} 小时。",
    "消融实验表明，去掉{method}之后，{data} 的得分下降 **{d:.2f}** 个百分点，说明它对{prop}起主要作用。",
    "与以往只看{prop}的做法不同，这里同时约束{prop2}，使{task}与{task2}可以共用同一个骨干网络（{method}）。",
    "输入为 {n}×{n} 的图像与文本提示，输出为{task}的结果；骨干网络采用 {method}，参数量约 {d:.2f}B。",
    "其公式为 $h_t = \\text{{softmax}}(QK^\\top/\\sqrt{{d_k}})V + \\alpha_{{{c}}} x_t$，$\\alpha$ 由{method}估计。",
    "局限在于：当{task}的样本少于 {n} 条时，{prop}仍会波动，未来可以考虑引入{method2}来缓解。",
)
ENGLISH_FORMS = (
    "We study {w1} {w2} for {w3} models and show that {w4} {w5} improves results on {data} from {a:.1f} to {b:.1f}.",
    "Our approach, built on {m}, combines {w1} {w2} with {w3} {w4} at no extra cost during inference.",
    "Extensive experiments on {data} and {data2} demonstrate consistent gains of {d:.2f} points in {w1} {w2}.",
    "Existing methods rely on {w1} {w2}, which limits {w3} {w4}; we remove this limitation with {w5} supervision.",
    "Code and models for {w1} {w2} {w3} are released to support further work on {w4} {w5}.",
)


class Writer:
    """Sentences, titles and names by chance, from one seed: the same seed writes the same library."""

    def __init__(self, seed: int, pool: int = 20_000) -> None:
        self.chance = random.Random(seed)
        self._chinese = [self._chinese_sentence() for _ in range(pool)]
        self._english = [self._english_sentence() for _ in range(pool // 4)]

    def chinese(self, count: int) -> str:
        """That many Chinese sentences in one paragraph."""
        return "".join(self.chance.choices(self._chinese, k=count))

    def english(self, count: int) -> str:
        """That many English sentences in one paragraph."""
        return " ".join(self.chance.choices(self._english, k=count))

    def title(self) -> str:
        """A title as papers have them: now and then with a name before a colon."""
        words = " ".join(self.chance.choices(ENGLISH, k=self.chance.randint(4, 8))).title()
        name = self.chance.choice(ENGLISH)[:4].title() + self.chance.choice(ENGLISH)[:3].upper()
        return f"{name}: {words}" if self.chance.random() < 0.6 else words

    def authors(self) -> list[str]:
        """Two to nine names."""
        count = self.chance.randint(2, 9)
        return [f"{self.chance.choice(GIVEN)} {self.chance.choice(FAMILY)}" for _ in range(count)]

    def _numbers(self) -> dict[str, float]:
        low = self.chance.uniform(30, 80)
        return {
            "a": low,
            "b": low + self.chance.uniform(0.5, 15),
            "c": self.chance.randint(1, 9),
            "d": self.chance.uniform(0.1, 9),
            "n": self.chance.choice((128, 256, 500, 512, 1000, 4000)),
            "n2": self.chance.randint(2, 72),
        }

    def _chinese_sentence(self) -> str:
        method, method2 = self.chance.sample(METHODS, 2)
        task, task2 = self.chance.sample(TASKS, 2)
        prop, prop2 = self.chance.sample(PROPERTIES, 2)
        words = {"method": method, "method2": method2, "task": task, "task2": task2, "prop": prop, "prop2": prop2}
        form = self.chance.choice(CHINESE_FORMS)
        return form.format(**words, data=self.chance.choice(DATASETS), **self._numbers())

    def _english_sentence(self) -> str:
        words = dict(zip(("w1", "w2", "w3", "w4", "w5"), self.chance.sample(ENGLISH, 5), strict=True))
        data, data2 = self.chance.sample(DATASETS, 2)
        form = self.chance.choice(ENGLISH_FORMS)
        return form.format(**words, m=self.chance.choice(METHODS[-18:]), data=data, data2=data2, **self._numbers())
