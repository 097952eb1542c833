"""Makes the evidence of sample/ and sample-unfinished/ and records its hashes in their headers (README.md).

The words of the two portfolios are written by hand and stay as they are; only files that a header names as evidence,
and the lines `sha256:`, are made here.
"""

import argparse
from pathlib import Path

import charts
import documents
import hashes
import media
import pictures
import posters
import unfinished

ROOT = Path(__file__).resolve().parents[3]


def complete(folder):
    """The evidence of the complete portfolio."""
    at = folder / "artifacts"
    pictures.choice_board(at / "choice-board/wall.jpg")
    pictures.food_web(at / "food-web/poster.jpg")
    (at / "creek-study/photos").mkdir(exist_ok=True)
    pictures.data_sheet(at / "creek-study/photos/sampling.jpg")
    pictures.blog_post(at / "class-blog/post.png")
    pictures.charter(at / "class-blog/charter.jpg")
    pictures.storyboard(at / "creek-voices/storyboard.jpg")
    pictures.flowchart(at / "watering-challenge/flowchart.jpg")
    charts.oxygen(at / "creek-study/oxygen.png")
    charts.growth(at / "exit-tickets/growth.png")
    documents.learning_log(at / "learning-log")
    documents.choice_board(at / "choice-board")
    documents.source_detectives(at / "source-detectives")
    documents.creek_data(at / "creek-study")
    documents.exit_tickets(at / "exit-tickets")
    documents.conference_kit(at / "conferences")
    documents.design_journal(at / "watering-challenge", at / "watering-challenge/flowchart.jpg")
    documents.tool_trials(at / "tool-trials")
    documents.access_request(at / "tool-trials")
    media.film(at / "food-web")
    media.podcast(at / "creek-voices")
    for header in sorted(at.glob("*/artifact.md")):
        hashes.record(header)
    posters.make(folder)


def main():
    """Makes one sample or both."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("which", nargs="?", choices=["complete", "unfinished", "both"], default="both")
    which = parser.parse_args().which
    if which != "unfinished":
        complete(ROOT / "sample")
    if which != "complete":
        unfinished.make(ROOT / "sample-unfinished")


if __name__ == "__main__":
    main()
