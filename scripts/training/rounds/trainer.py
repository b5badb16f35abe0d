"""One network through its phases: fp32 masters, bf16 weights, averaged weights, R-Drop, pools from other processes."""

from __future__ import annotations

import io
import queue
import threading
import time
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import torch
from torch.nn import functional

from training.rounds.folders import publish, say
from training.rounds.network import END, PAD, Layer, Network, generate

SMOOTHING, ENCODER_FACTOR, AVERAGE = 0.1, 0.6, 0.998
Batch = tuple[torch.Tensor, torch.Tensor]


@dataclass(frozen=True, slots=True)
class Phase:
    """Until `ends` (seconds of the clock, asked again now and then), at `peak` after `warmup` steps.

    `rdrop`: weight of the divergence between two passes with other dropout (Wu et al. 2021, arXiv:2106.14448);
    `decay`: seconds before the end in which the rate falls to nothing.
    """

    name: str
    ends: Callable[[], float]
    peak: float
    warmup: int
    rdrop: float = 0.0
    dropout: float = 0.1
    decay: float = 0.0


class Loader:
    """Pools of the first of `folders` that has any, read ahead by a thread."""

    def __init__(self, shared: Path, device: torch.device) -> None:
        self.shared, self.device, self.folders = shared, device, ["both"]
        self.queue: queue.Queue[Batch] = queue.Queue(48)
        threading.Thread(target=self._read, daemon=True).start()

    def switch(self, *folders: str) -> None:
        self.folders = list(folders)
        while not self.queue.empty():
            self.queue.get_nowait()

    def _next(self) -> Path | None:
        for name in self.folders:
            folder = self.shared / name
            ready = sorted(path for path in folder.glob("*.npz") if path.name[0] != ".")
            if ready:
                return ready[0]
        return None

    def _read(self) -> None:
        while True:
            path = self._next()
            if path is None:
                time.sleep(0.05)
                continue
            with np.load(path) as pool:
                rows = [(torch.from_numpy(pool[f"x{k}"]), torch.from_numpy(pool[f"y{k}"])) for k in range(len(pool.files) // 2)]
            path.unlink()
            for row in rows:
                self.queue.put(row if self.device.type == "cpu" else (row[0].pin_memory(), row[1].pin_memory()))

    def get(self) -> Batch:
        source, target = self.queue.get()
        return source.to(self.device, non_blocking=True).long(), target.to(self.device, non_blocking=True).long()


def loss_of(network: Network, batch: Batch, rdrop: float, smoothing: float = SMOOTHING) -> tuple[torch.Tensor, torch.Tensor]:
    """The loss to follow and the plain cross-entropy, both a piece."""
    source, target = batch
    start = torch.full((target.shape[0], 1), END, device=target.device)
    given = torch.cat([start, target[:, :-1]], 1)
    held = (target != PAD).reshape(-1).nonzero()[:, 0]
    gold, passes = target.reshape(-1)[held], 2 if rdrop else 1
    states = network(source.repeat(passes, 1), given.repeat(passes, 1))
    logits = network.logits(states.reshape(passes, -1, states.shape[-1])[:, held])
    return _objective(logits, gold, rdrop, smoothing)


def _objective(logits: torch.Tensor, gold: torch.Tensor, rdrop: float, smoothing: float) -> tuple[torch.Tensor, torch.Tensor]:
    """`loss_of` for logits (passes, pieces, vocabulary) and the right pieces."""
    logs = functional.log_softmax(logits, -1)
    entropy = -logs.gather(2, gold[None, :, None].expand(logits.shape[0], -1, 1)).mean()
    loss = (1 - smoothing) * entropy - smoothing * logs.mean()
    if rdrop:
        chances = logs.exp()
        loss = loss + rdrop * 0.5 * ((chances[0] - chances[1]) * (logs[0] - logs[1])).sum(-1).mean()
    return loss, entropy


def fuse() -> None:
    """Compile what lies between the matrix products; where that fails, PyTorch goes on without.

    It takes half a minute, and on one H200 made 10.9 steps a second with R-Drop where a run without made 2.6.
    """
    global _objective
    torch._dynamo.config.suppress_errors = True
    _objective = torch.compile(_objective, dynamic=True)
    Layer.forward = torch.compile(Layer.forward, dynamic=True)  # type: ignore[method-assign]


class Run:
    """A network in training; `masters` by name are what is trained, embeddings and positions stay as given."""

    def __init__(self, start: dict[str, torch.Tensor], layers: tuple[int, int], shared: Path) -> None:
        self.device = torch.device("cuda" if torch.cuda.is_available() else "cpu")
        self.network = Network(*layers)
        self.network.load_state_dict(start)
        self.shared, self.step, self.pairs = shared, 0, 0
        named = {n: p for n, p in self.network.named_parameters() if "shared" not in n and "embed_positions" not in n}
        for parameter in self.network.parameters():
            parameter.requires_grad_(False)
        self.masters = {name: p.detach().clone().float().to(self.device).requires_grad_() for name, p in named.items()}
        self.network.to(self.device).to(torch.bfloat16)
        self.parameters = [self.network.get_parameter(name).requires_grad_() for name in named]
        self.copies = list(self.masters.values())
        self.average = [copy.detach().clone() for copy in self.copies]
        for copy in self.copies:
            copy.grad = torch.zeros_like(copy)
        old = [copy for name, copy in self.masters.items() if name.startswith("encoder.")]
        new = [copy for name, copy in self.masters.items() if not name.startswith("encoder.")]
        groups = [{"params": old, "factor": ENCODER_FACTOR}, {"params": new, "factor": 1.0}]
        self.optimizer = torch.optim.AdamW(groups, lr=0.0, betas=(0.9, 0.98), weight_decay=0.01, fused=True)
        self.loader = Loader(shared, self.device)

    def show(self, values: list[torch.Tensor]) -> None:
        """Put masters or averages into the network."""
        with torch.no_grad():
            torch._foreach_copy_(self.parameters, values)

    def train(self, phase: Phase, decay: float = AVERAGE) -> None:
        self.network.train()
        self.network.set_dropout(phase.dropout)
        first, ends = self.step, phase.ends()
        while (now := time.time()) < ends:
            rate = phase.peak * min(1.0, (self.step - first + 1) / max(1, phase.warmup))
            if phase.decay:
                rate *= min(1.0, max(0.01, (ends - now) / phase.decay))
            batch = self.loader.get()
            loss, entropy = loss_of(self.network, batch, phase.rdrop)
            loss.backward()
            self._update(rate, decay)
            self.pairs += batch[0].shape[0]
            if self.step % 20 == 0:
                ends = phase.ends()
            if self.step % 200 == 0:
                say(phase.name, "step", self.step, "pairs", self.pairs, "loss", round(float(entropy), 3), "rate", f"{rate:.1e}")

    @torch.no_grad()
    def _update(self, rate: float, decay: float) -> None:
        gradients = [copy.grad for copy in self.copies]
        torch._foreach_copy_(gradients, [p.grad for p in self.parameters])
        norm = torch.nn.utils.clip_grad_norm_(self.copies, 1.0, foreach=True)
        if not torch.isfinite(norm):  # one bad batch must not end a run
            torch._foreach_zero_(gradients)
        for group in self.optimizer.param_groups:
            group["lr"] = rate * group["factor"]
        self.optimizer.step()
        torch._foreach_copy_(self.parameters, self.copies)
        torch._foreach_lerp_(self.average, self.copies, 1 - min(decay, (1 + self.step) / (10 + self.step)))
        for parameter in self.parameters:
            parameter.grad = None
        self.step += 1

    def losses(self, sets: dict[str, list[Batch]]) -> dict[str, float]:
        """Plain cross-entropy a piece on development sets."""
        self.network.eval()
        with torch.inference_mode():
            return {name: round(sum(map(self._loss, parts)) / len(parts), 4) for name, parts in sets.items()}

    def _loss(self, batch: Batch) -> float:
        return float(loss_of(self.network, (batch[0].to(self.device), batch[1].to(self.device)), 0.0, 0.0)[1])

    def make(self, number: int, keys: tuple[str, ...], share: float, budget: int) -> None:
        """Translate a share of what is given, with the averaged weights; the least likely are marked as not good."""
        self.show(self.average)
        self.network.eval()
        for key in keys:
            path, every = self.shared / f"given.{key}.npz", max(1, round(1 / share))
            while not path.exists():
                time.sleep(0.1)
            with np.load(path) as given:
                flat, lengths = torch.from_numpy(given["flat"]).long(), given["lengths"].astype(int)
            index, ends, at = np.arange(len(lengths))[number % every :: every], np.cumsum(lengths), 0
            while at < len(index):
                rows = index[at : at + max(8, min(4096, budget // int(lengths[index[min(at + 4000, len(index) - 1)]])))]
                source = torch.full((len(rows), int(lengths[rows].max())), PAD)
                for k, row in enumerate(rows):
                    source[k, : lengths[row]] = flat[ends[row] - lengths[row] : ends[row]]
                self._make_part(f"r{number}.{key}.{at:07d}", source, rows, sampled=key.startswith("bt"))
                at += len(rows)
            say("made", key, len(index))
        (self.shared / f"generated{number}.done").touch()
        self.show(self.copies)

    def _make_part(self, name: str, source: torch.Tensor, rows: np.ndarray, sampled: bool) -> None:
        limit = min(160, int(source.shape[1] * 1.5) + 10)
        with torch.inference_mode():
            made, done, score = generate(self.network, source.to(self.device), limit, 0.6 if sampled else 0.0)
            good = done & (score >= torch.quantile(score, 0.12 if sampled else 0.25))
        arrays = {"made": made.cpu().numpy().astype(np.int16), "good": good.cpu().numpy(), "index": rows}
        publish(self.shared / f"{name}.npz", **arrays)

    def saved(self, values: list[torch.Tensor]) -> bytes:
        """What was trained, in fp16, as `torch.load` reads it."""
        blob = io.BytesIO()
        torch.save(
            {name: value.detach().to("cpu", torch.float16) for name, value in zip(self.masters, values, strict=True)}, blob
        )
        return blob.getvalue()
