"""The encoder of ci/extract/learned as a net that can be taught; its layers are those of the numpy one, in torch."""

from collections.abc import Mapping
from typing import Any

import numpy as np
import torch
from numpy.typing import NDArray
from torch import Tensor, nn
from torch.nn import functional

from ci.extract.learned.encoder import HEADLINE_AT_MOST, HEADS, SENTENCE_AT_MOST

LAYERS = 3
"""Of the six that were published: each costs a third of the time that a sentence takes."""
PLACES = SENTENCE_AT_MOST + HEADLINE_AT_MOST + 3


class Net(nn.Module):
    """`subtypes` outputs for what a sentence tells, and as many for what it only speaks of, which help to learn."""

    def __init__(self, published: Mapping[str, Tensor], kept: list[int], subtypes: int) -> None:
        super().__init__()
        at = "embeddings."
        self.words = nn.Embedding.from_pretrained(published[f"{at}word_embeddings.weight"][kept], freeze=True)
        self.places = nn.Embedding.from_pretrained(published[f"{at}position_embeddings.weight"][:PLACES], freeze=True)
        self.parts = nn.Embedding.from_pretrained(published[f"{at}token_type_embeddings.weight"], freeze=True)
        width = self.words.embedding_dim
        self.norm = _norm(published, f"{at}LayerNorm")
        self.layers = nn.ModuleList(_Layer(published, f"encoder.layer.{n}.") for n in range(LAYERS))
        self.drop = nn.Dropout(0.1)
        self.head = nn.Linear(width, 2 * subtypes)
        nn.init.constant_(self.head.bias, -3.5)  # most sentences tell nothing

    def forward(self, numbers: Tensor, parts: Tensor, held: Tensor) -> Tensor:
        """Logits, sentences x outputs; `held` is false where a shorter sentence is filled up."""
        places = torch.arange(numbers.shape[1])
        x = self.drop(self.norm(self.words(numbers) + self.places(places) + self.parts(parts)))
        for layer in self.layers:
            x = layer(x, held)
        share = held.unsqueeze(-1).float()
        return self.head(self.drop((x * share).sum(1) / share.sum(1)))


class _Layer(nn.Module):
    def __init__(self, published: Mapping[str, Tensor], at: str) -> None:
        super().__init__()
        attention = f"{at}attention."
        self.query = _linear(published, f"{attention}self.query")
        self.key = _linear(published, f"{attention}self.key")
        self.value = _linear(published, f"{attention}self.value")
        self.out = _linear(published, f"{attention}output.dense")
        self.out_norm = _norm(published, f"{attention}output.LayerNorm")
        self.widen = _linear(published, f"{at}intermediate.dense")
        self.narrow = _linear(published, f"{at}output.dense")
        self.narrow_norm = _norm(published, f"{at}output.LayerNorm")
        self.drop = nn.Dropout(0.1)

    def forward(self, x: Tensor, held: Tensor) -> Tensor:
        query, key, value = (_heads(part(x)) for part in (self.query, self.key, self.value))
        taken = functional.scaled_dot_product_attention(query, key, value, attn_mask=held[:, None, None, :])
        x = self.out_norm(x + self.drop(self.out(taken.transpose(1, 2).flatten(2))))
        wide = functional.gelu(self.widen(x), approximate="tanh")
        return self.narrow_norm(x + self.drop(self.narrow(wide)))


def _heads(x: Tensor) -> Tensor:
    return x.unflatten(-1, (HEADS, -1)).transpose(1, 2)


def _linear(published: Mapping[str, Tensor], name: str) -> nn.Linear:
    weight = published[f"{name}.weight"]
    made = nn.Linear(weight.shape[1], weight.shape[0])
    made.load_state_dict({"weight": weight, "bias": published[f"{name}.bias"]})
    return made


def _norm(published: Mapping[str, Tensor], name: str) -> nn.LayerNorm:
    made = nn.LayerNorm(published[f"{name}.weight"].shape[0], eps=1e-12)
    made.load_state_dict({"weight": published[f"{name}.weight"], "bias": published[f"{name}.bias"]})
    return made


def tables(net: Net, subtypes: int) -> dict[str, Any]:
    """The weights as encoder.npz holds them: large tables as whole numbers of eight bits with a scale a column."""
    words, words_scale = _small(net.words.weight.detach().numpy().T)
    found: dict[str, Any] = {"words": np.ascontiguousarray(words.T), "words_scale": words_scale}
    found |= {"places": _array(net.places.weight), "parts": _array(net.parts.weight), "norm": _pair(net.norm)}
    for number, layer in enumerate(net.layers):
        assert isinstance(layer, _Layer)
        root = np.float32((layer.query.out_features / HEADS) ** -0.5)
        three = [_table(part) for part in (layer.query, layer.key, layer.value)]
        of_layer = {
            "attend": np.hstack([three[0][0] * root, three[1][0], three[2][0]]),
            "attend_bias": np.concatenate([three[0][1] * root, three[1][1], three[2][1]]),
            "out_norm": _pair(layer.out_norm),
            "narrow_norm": _pair(layer.narrow_norm),
        }
        for name in ("out", "widen", "narrow"):
            of_layer[name], of_layer[f"{name}_bias"] = _table(getattr(layer, name))
        for name, table in of_layer.items():
            if name in ("attend", "out", "widen", "narrow"):
                found[f"{name}{number}"], found[f"{name}{number}_scale"] = _small(table)
            else:
                found[f"{name}{number}"] = table
    head, bias = _table(net.head)
    return found | {"head": head[:, :subtypes], "head_bias": bias[:subtypes], "layers": np.array(LAYERS)}


def _table(linear: nn.Linear) -> tuple[NDArray[np.float32], NDArray[np.float32]]:
    """The weights of a linear step as inputs x outputs, and its bias."""
    return np.ascontiguousarray(_array(linear.weight).T), _array(linear.bias)


def _pair(norm: nn.LayerNorm) -> NDArray[np.float32]:
    return np.stack([_array(norm.weight), _array(norm.bias)])


def _array(tensor: Tensor) -> NDArray[np.float32]:
    return tensor.detach().float().numpy()


def _small(table: NDArray[np.float32]) -> tuple[NDArray[np.int8], NDArray[np.float32]]:
    scale = (np.abs(table).max(axis=0) / 127 + 1e-12).astype(np.float32)
    return np.rint(table / scale).astype(np.int8), scale
