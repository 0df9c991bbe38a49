"""Sentences from two small word lists, English and Chinese; text that means little and repeats exactly.

Only random choice lives here: what a post is made of is said in :mod:`~benchmarks.corpus`.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from random import Random

__all__ = ["paragraph", "sentence", "title"]

ENGLISH = tuple(
    "attention window garden harbour river signal model number letter engine paper weather kernel vector table branch "
    "corner matrix gradient lantern mountain network bridge compiler window question answer tokens memory circle "
    "learns follows builds carries returns measures divides collects remembers compares reads writes joins holds "
    "quiet narrow early simple honest distant sparse linear careful bright small patient ordinary gentle exact "
    "slowly often never always again together elsewhere before after because while where unless".split()
)
"""Nouns, verbs, adjectives and adverbs, in no order: a sentence only has to look like one."""
CHINESE = tuple(
    "模型 注意力 序列 参数 梯度 文档 标签 句子 词语 矩阵 数据 编译器 网络 内存 问题 答案 窗口 河流 灯火 山谷 "
    "学习 记录 计算 比较 收集 连接 说明 改变 构建 阅读 写作 返回 安静 简单 清楚 缓慢 真实 遥远 仔细 "
    "因为 所以 然后 仍然 往往 从不 总是 这里 那里 之前 之后 一起".split()
)
"""The same for Chinese: a sentence is words side by side, without a space."""


def _english_sentence(rng: Random) -> str:
    words = rng.choices(ENGLISH, k=rng.randint(7, 18))
    words[0] = words[0].capitalize()
    if len(words) > 11:
        words[5] += ","
    return " ".join(words) + "."


def _chinese_sentence(rng: Random) -> str:
    words = rng.choices(CHINESE, k=rng.randint(6, 14))
    if len(words) > 9:
        words[4] += "，"
    return "".join(words) + "。"


def sentence(rng: Random, *, chinese: bool) -> str:
    """One sentence with its stop; between two Chinese ones stands no space."""
    return _chinese_sentence(rng) if chinese else _english_sentence(rng)


def paragraph(rng: Random, *, chinese: bool) -> str:
    """Three to six sentences on one line, in a Chinese one now and then an English word."""
    sentences = [sentence(rng, chinese=chinese) for _ in range(rng.randint(3, 6))]
    if chinese:
        sentences.insert(1, f"参见 {rng.choice(ENGLISH)} 与 *{rng.choice(CHINESE)}*。")
        return "".join(sentences)
    sentences[0] = sentences[0].replace(" ", f" **{rng.choice(ENGLISH)}** ", 1)
    return " ".join(sentences)


def title(rng: Random, *, chinese: bool) -> str:
    """A few words, without a stop."""
    words = rng.sample(CHINESE if chinese else ENGLISH, k=4)
    return "".join(words) if chinese else " ".join(words).capitalize()
