"""The two charts of the complete sample, as PNG without metadata."""

import matplotlib

matplotlib.use("Agg")
import matplotlib.pyplot as plt
from documents import EXIT_SHARES

PLAIN = {"metadata": {"Software": None}, "dpi": 110}


def oxygen(path):
    """Oxygen against temperature at the creek and in the tide pools."""
    creek = ([13.5, 14.0, 15.5, 14.0, 14.5, 15.0, 16.5, 15.0, 15.5, 17.0, 13.0, 14.0], [9.2, 8.0, 6.6, 9.0, 7.8, 7.6, 6.1, 7.6, 7.4, 5.8, 9.4, 7.4])
    pools = ([15.0, 13.0, 16.5, 13.5, 18.0, 14.0, 15.5, 13.5], [8.1, 9.0, 7.5, 8.8, 6.9, 8.7, 7.9, 8.9])
    with plt.xkcd(scale=0.6, length=120, randomness=1.5), plt.rc_context({"font.family": "Humor Sans", "path.effects": []}):
        figure, axes = plt.subplots(figsize=(9, 6))
        axes.scatter(*creek, s=90, c="#1e545c", label="Lark Creek (us)")
        axes.scatter(*pools, s=90, c="#ca5a3e", marker="^", label="tide pools (partner class)")
        axes.set_xlabel("water temperature in C")
        axes.set_ylabel("oxygen in mg per litre")
        axes.set_title("Warmer water, less oxygen?")
        axes.annotate("the outfall", (17.0, 5.8), (15.2, 5.7), arrowprops={"arrowstyle": "->", "color": "#444444"})
        axes.legend(loc="upper right")
        axes.spines[["top", "right"]].set_visible(False)
        figure.tight_layout()
        figure.savefig(path, **PLAIN)
        plt.close(figure)


def growth(path):
    """Exit tickets by skill over six weeks."""
    figure, axes = plt.subplots(figsize=(9, 5.4))
    looks = [("#1e545c", "o", "-"), ("#b8560f", "s", "--"), ("#5b3a8c", "^", "-.")]
    for (skill, shares), (colour, mark, line) in zip(EXIT_SHARES.items(), looks, strict=True):
        axes.plot(range(1, 7), shares, color=colour, marker=mark, linestyle=line, linewidth=2.5, markersize=8)
        axes.annotate(skill, (6.1, shares[-1] - 1), color=colour, fontsize=12)
    axes.axvspan(2.5, 3.5, color="#eeeeee")
    axes.annotate("my question\nwas bad", (3, 5), ha="center", fontsize=11, color="#444444")
    axes.set(xlim=(0.8, 7.6), ylim=(0, 100), xticks=range(1, 7), xlabel="week of the unit", ylabel="percent of tickets that show the skill", title="Exit tickets, ecosystems unit")
    axes.grid(axis="y", color="#dddddd")
    axes.spines[["top", "right"]].set_visible(False)
    figure.tight_layout()
    figure.savefig(path, **PLAIN)
    plt.close(figure)
