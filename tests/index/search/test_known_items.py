"""Phrases as a reader half remembers them find their paper, among thousands of others."""

import random
from collections.abc import Iterator
from datetime import date, timedelta
from pathlib import Path

import pytest
from benchmarks.vocabulary import Writer
from paperdeck.index.model import Paper
from paperdeck.index.search.index import SearchIndex
from support.corpus import FolderCorpus, MemoryCorpus
from support.papers import paper
from support.scale import scaled

SAMPLES = {
    # word for word, or nearly
    "规则奖励 反思 验证": "2501.12948",
    "语言模型暗含奖励模型": "2305.18290",
    "InstructGPT 人工排序": "2203.02155",
    "一步步的推理过程": "2201.11903",
    "扩散 潜空间 自编码器": "2112.10752",
    "图像切成小块": "2010.11929",
    "选择机制 状态空间 参数随输入": "2312.00752",
    "分块 在线 softmax 显存": "2205.14135",
    "低秩 冻结权重": "2106.09685",
    "图像编码器 文本编码器 余弦相似度": "2103.00020",
    # in part in other words
    "不用人标注推理过程 靠强化学习学会反思": "2501.12948",
    "不训练奖励模型直接做偏好对齐": "2305.18290",
    "小模型比GPT-3更受人喜欢": "2203.02155",
    "提示里写出中间步骤让大模型会做多步题": "2201.11903",
    "在潜空间里做扩散降低训练开销": "2112.10752",
    "把图片当单词送进标准 Transformer": "2010.11929",
    "线性时间序列模型 根据内容选择记住或忘掉": "2312.00752",
    "注意力的瓶颈是读写显存而不是计算": "2205.14135",
    "只训练低秩分解的微调方法": "2106.09685",
    "图片和文字对比学习配对": "2103.00020",
    "全连接网络表示三维场景的颜色和密度": "2003.08934",
    "算力固定时参数与词元同比例增长": "2203.15556",
    "预测所加的噪声 一千步去噪": "2006.11239",
    "完形填空预训练双向编码器": "1810.04805",
    "残差捷径解决深层网络退化": "1512.03385",
    # with a typing error
    "attenton is all you need": "1706.03762",
    "denosing diffusion probabilistic": "2006.11239",
    "flashatention": "2205.14135",
    "bidirectionl transformers": "1810.04805",
    "resdual learning": "1512.03385",
    # two languages
    "Chinchilla 与 Gopher 相同算力": "2203.15556",
    "Transformer 去掉循环与卷积": "1706.03762",
    "Adam 一阶矩 二阶矩": "1412.6980",
    "NeRF 视角 体密度": "2003.08934",
    "DPO 分类损失 代替 RLHF": "2305.18290",
}

SHARED = {
    # word for word, or nearly
    "元控制器 残差流": "2512.20605",
    "认知片段": "2512.19995",
    "分词器选择": "2512.20757",
    "瑞士轮": "2512.21010",
    "流行度偏差 建筑": "2512.21337",
    "早期知识对齐": "2512.20144",
    "一镜到底": "2512.21252",
    "空间记忆 点云": "2512.15716",
    # in part in other words
    "像素重建误差当作奖励的强化学习": "2512.19680",
    "视频模型到底懂多少三维结构": "2512.19949",
    "合并训练中的检查点当免费的老师": "2512.13043",
    "高分辨率视频自回归生成去冗余加速": "2512.21338",
    "实时看直播视频的语言模型指令数据": "2512.21334",
    "评估文本同时生成声音和视频": "2512.21094",
    "用比赛淘汰的方式给大模型排名": "2512.21010",
    "预测下一帧来学表征的流匹配": "2512.21004",
    "代码智能体长周期软件演进基准": "2512.18470",
    "视频扩散加速一百到两百倍": "2512.16093",
    "动态三维空间推理几何选择": "2512.20557",
    "检索之前先看知识库再规划": "2512.20144",
    # with a typing error
    "tokenzer impact": "2512.20757",
    "nemotrn nano": "2512.20848",
    "schoenfld anatomy": "2512.19995",
    "dreamontge": "2512.21252",
    "turbodifusion": "2512.16093",
    # two languages
    "Latent tokens 视觉瓶颈": "2512.21218",
    "LatentMoE 百万上下文": "2512.20856",
}


def others(count: int) -> Iterator[Paper]:
    """So many generated papers, over the months before."""
    writer, chance, first = Writer(23), random.Random(23), date(2025, 11, 30)
    for number in range(count):
        yield paper(
            90_000 - number,
            title=writer.title(),
            day=(first - timedelta(days=number // 12)).isoformat(),
            contribution=writer.chinese(1),
            method=writer.chinese(chance.randint(3, 6)),
            results=writer.chinese(3),
            abstract=writer.english(3),
        )


def ranks(folder: Path, corpus: MemoryCorpus, phrases: dict[str, str]) -> dict[str, int]:
    """The place at which each phrase finds its paper, 99 for none in the first fifty."""
    index = SearchIndex(folder, corpus)
    index.update()
    places: dict[str, int] = {}
    for phrase, paper_id in phrases.items():
        ids = [hit.id for hit in index.search(phrase, snippets=0).hits]
        places[phrase] = ids.index(paper_id) + 1 if paper_id in ids else 99
    index.close()
    return places


def check(places: dict[str, int]) -> None:
    """At least 95 in 100 in the first five, 80 in 100 in the first place."""
    worst = {phrase: place for phrase, place in places.items() if place > 1}
    assert sum(place <= 5 for place in places.values()) >= 0.95 * len(places), worst
    assert sum(place == 1 for place in places.values()) >= 0.80 * len(places), worst


def everything(*folders: Path) -> MemoryCorpus:
    """The papers of report folders among the generated ones."""
    corpus = MemoryCorpus(others(scaled(1000)))
    for folder in folders:
        found = FolderCorpus(folder)
        corpus.put(*(found.paper(paper_id) for paper_id in found.ids()))
    return corpus


def test_phrases_about_the_samples_find_their_papers(repo_root: Path, tmp_path: Path) -> None:
    check(ranks(tmp_path / "search", everything(repo_root / "index" / "samples"), SAMPLES))


@pytest.mark.shared
def test_phrases_about_real_reports_find_their_papers(repo_root: Path, shared_reports: Path, tmp_path: Path) -> None:
    corpus = everything(repo_root / "index" / "samples", shared_reports)
    check(ranks(tmp_path / "search", corpus, SAMPLES | SHARED))
