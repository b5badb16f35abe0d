"""The training loop: bf16 weights, fp32 master copies, checkpoints that survive interruption.

On CPUs with bf16 matrix units this is about twice as fast as autocast; on a GPU it is the usual
mixed precision with explicit masters.
"""

from __future__ import annotations

import json
import random
import time
from collections.abc import Callable, Iterator, Sequence
from dataclasses import asdict, dataclass, field
from pathlib import Path

import torch
from transformers import BartForConditionalGeneration, PreTrainedTokenizerFast

from training.corpus import Augment, Pair, epoch

IGNORE = -100


@dataclass(frozen=True, slots=True)
class Settings:
    """What one run is made of. Training ends at `steps` or after `minutes`, whichever is first."""

    steps: int
    minutes: float
    batch_tokens: int
    peak_lr: float
    encoder_lr_factor: float
    warmup: int
    label_smoothing: float
    seed: int
    checkpoint_every: int
    frozen_share: float = 0.0  # share of the budget during which the encoder stays as it was
    pool: int = 8192
    max_pieces: int = 160


@dataclass(slots=True)
class Progress:
    """Where a run stands; saved with every checkpoint."""

    step: int = 0
    epoch: int = 0
    pool: int = 0
    pairs: int = 0
    seconds: float = 0.0
    log: list[dict[str, float]] = field(default_factory=list)


class PooledDropout(torch.nn.Module):
    """Dropout whose masks are slices of one random pool.

    PyTorch draws CPU masks number by number on one thread, a fifth of a training step here; a random
    offset into a pool of four million draws costs nothing.
    """

    pools: dict[float, torch.Tensor] = {}

    def __init__(self, rate: float) -> None:
        super().__init__()
        self.rate = rate

    def forward(self, states: torch.Tensor) -> torch.Tensor:
        if not self.training or self.rate == 0:
            return states
        pool = self.pools.get(self.rate)
        if pool is None or pool.numel() < 2 * states.numel():
            size = max(1 << 22, 2 * states.numel())
            kept = torch.rand(size) >= self.rate
            pool = self.pools[self.rate] = kept.to(torch.bfloat16) / (1 - self.rate)
        start = random.randrange(pool.numel() - states.numel())
        mask = pool[start : start + states.numel()].view(states.shape)
        return states * mask.to(states.dtype)


def replace_dropout(model: torch.nn.Module) -> None:
    """BART layers call `nn.functional.dropout` with a rate: set it to 0 and wrap the sublayers."""
    for module in list(model.modules()):
        rate = getattr(module, "dropout", 0.0)
        if not isinstance(rate, float) or rate == 0.0:
            continue
        module.dropout = 0.0  # type: ignore[assignment]
        for name in ("self_attn.out_proj", "encoder_attn.out_proj", "fc2", "layernorm_embedding"):
            parent, _, leaf = name.rpartition(".")
            holder = getattr(module, parent, None) if parent else module
            inner = getattr(holder, leaf, None) if holder is not None else None
            if isinstance(inner, torch.nn.Module):
                inner.register_forward_hook(_Hook(PooledDropout(rate), module))


class _Hook:
    def __init__(self, dropout: PooledDropout, owner: torch.nn.Module) -> None:
        self.dropout, self.owner = dropout, owner

    def __call__(self, _module: torch.nn.Module, _inputs: object, output: torch.Tensor) -> torch.Tensor:
        self.dropout.training = self.owner.training
        return self.dropout(output)


Batch = tuple[list[list[int]], list[list[int]]]


def pool_batches(
    pairs: list[Pair],
    augment: Augment,
    tokenizer: PreTrainedTokenizerFast,
    settings: Settings,
    at: tuple[int, int],
) -> tuple[list[Batch], bool]:
    """The batches of pool `at` = (epoch, pool), and whether the epoch ends there.

    Depends on nothing but the seed and `at`, so that a resumed run sees the same data.
    """
    drawn = epoch(pairs, random.Random(f"{settings.seed}:{at[0]}"))
    start = at[1] * settings.pool
    chosen = drawn[start : start + settings.pool]
    rng = random.Random(f"{settings.seed}:{at[0]}:{at[1]}")
    texts = [augment(pair, rng) for pair in chosen]
    sources = tokenizer([s for s, _ in texts])["input_ids"]
    targets = tokenizer([t for _, t in texts])["input_ids"]
    limit = settings.max_pieces
    rows = [(s, t) for s, t in zip(sources, targets) if len(s) <= limit and len(t) <= limit]
    rows.sort(key=lambda row: (len(row[0]) + len(row[1]), rng.random()))
    batches = list(_cut(rows, settings.batch_tokens))
    rng.shuffle(batches)
    return batches, start + settings.pool >= len(drawn)


def _cut(rows: list[tuple[list[int], list[int]]], budget: int) -> Iterator[Batch]:
    sources: list[list[int]] = []
    targets: list[list[int]] = []
    width = 0
    for source, target in rows:
        width = max(width, len(source) + len(target))
        if sources and width * (len(sources) + 1) > budget:
            yield sources, targets
            sources, targets, width = [], [], len(source) + len(target)
        sources.append(source)
        targets.append(target)
    if sources:
        yield sources, targets


def _pad(rows: list[list[int]], value: int, device: torch.device) -> torch.Tensor:
    width = max(map(len, rows))
    return torch.tensor([row + [value] * (width - len(row)) for row in rows], device=device)


def batch_loss(model: BartForConditionalGeneration, batch: Batch, smoothing: float, device: torch.device) -> torch.Tensor:
    """Mean label-smoothed cross-entropy per target piece."""
    pad = model.config.pad_token_id
    source = _pad(batch[0], pad, device)
    # Decoder input: </s> then the target without its end; the target's <s> is left out of both.
    target = _pad([row[1:] for row in batch[1]], IGNORE, device)
    start = torch.full((target.shape[0], 1), model.config.decoder_start_token_id, device=device)
    shifted = torch.cat([start, target[:, :-1].masked_fill(target[:, :-1] == IGNORE, pad)], 1)
    logits = model(input_ids=source, attention_mask=(source != pad).long(), decoder_input_ids=shifted).logits
    return torch.nn.functional.cross_entropy(logits.float().flatten(0, 1), target.flatten(), label_smoothing=smoothing)


class Masters:
    """fp32 copies of a model's trained weights: the optimizer moves these, the model holds them rounded."""

    def __init__(self, model: torch.nn.Module) -> None:
        self.parameters = [p for p in model.parameters() if p.requires_grad]
        self.copies = [p.detach().clone().float().requires_grad_() for p in self.parameters]

    def publish(self) -> None:
        """Round the copies into the model."""
        with torch.no_grad():
            for parameter, copy in zip(self.parameters, self.copies, strict=True):
                parameter.copy_(copy)

    def restore(self, saved: Sequence[torch.Tensor]) -> None:
        """Take over copies from a checkpoint."""
        with torch.no_grad():
            for copy, old in zip(self.copies, saved, strict=True):
                copy.copy_(old)
        self.publish()

    def step(self, optimizer: torch.optim.Optimizer, rate: float) -> None:
        """One step along the model's gradients, clipped to norm 1; a group's `factor` scales its rate."""
        for parameter, copy in zip(self.parameters, self.copies, strict=True):
            copy.grad = None if parameter.grad is None else parameter.grad.float()
            parameter.grad = None
        torch.nn.utils.clip_grad_norm_(self.copies, 1.0)
        for group in optimizer.param_groups:
            group["lr"] = rate * group.get("factor", 1.0)
        optimizer.step()
        self.publish()


def save_whole(state: object, path: Path) -> None:
    """Write a checkpoint beside the old one, then rename."""
    partial = path.with_suffix(".partial")
    torch.save(state, partial)
    partial.replace(path)


class Trainer:
    """One run in one folder: `state.pt` (resumable), `log.jsonl`, and the exported model."""

    def __init__(self, model: BartForConditionalGeneration, settings: Settings, folder: Path) -> None:
        self.device = torch.device("cuda" if torch.cuda.is_available() else "cpu")
        self.settings, self.folder, self.progress = settings, folder, Progress()
        model.to(self.device)
        if self.device.type == "cpu":
            replace_dropout(model)
        named = [(n, p) for n, p in model.named_parameters() if p.requires_grad]
        self.untrained = {n: p.detach().clone() for n, p in model.named_parameters() if not p.requires_grad}
        self.masters = Masters(model)
        copies = self.masters.copies
        old = [m for (n, _), m in zip(named, copies) if "encoder" in n or "shared" in n]
        new = [m for (n, _), m in zip(named, copies) if not ("encoder" in n or "shared" in n)]
        # "encoder_attn" is the decoder's cross-attention, which is new whatever its name says.
        cross = {id(m) for (n, _), m in zip(named, copies) if "encoder_attn" in n}
        new += [m for m in old if id(m) in cross]
        old = [m for m in old if id(m) not in cross]
        groups = [{"params": old, "factor": settings.encoder_lr_factor}, {"params": new, "factor": 1.0}]
        self.optimizer = torch.optim.AdamW(groups, lr=0.0, betas=(0.9, 0.98), weight_decay=0.01, fused=True)
        self.model = model.to(torch.bfloat16)
        torch.manual_seed(settings.seed)

    def resume(self) -> None:
        """Continue from `state.pt` where there is one."""
        path = self.folder / "state.pt"
        if not path.exists():
            return
        state = torch.load(path, map_location=self.device, weights_only=True)
        self.optimizer.load_state_dict(state["optimizer"])
        self.masters.restore(state["masters"])
        self.progress = Progress(**json.loads(state["progress"]))

    def fraction_done(self) -> float:
        spent = self.progress.seconds / 60 / self.settings.minutes
        return min(1.0, max(self.progress.step / self.settings.steps, spent))

    def _rate(self) -> float:
        warm = min(1.0, (self.progress.step + 1) / self.settings.warmup)
        return self.settings.peak_lr * warm * max(0.02, 1.0 - self.fraction_done())

    def train_step(self, batch: Batch) -> float:
        rate = self._rate()
        frozen = self.fraction_done() < self.settings.frozen_share
        if frozen == self.model.model.encoder.layers[0].fc1.weight.requires_grad:
            for name, parameter in self.model.named_parameters():
                if name.startswith("model.encoder.layers"):
                    parameter.requires_grad_(not frozen)
        loss = batch_loss(self.model, batch, self.settings.label_smoothing, self.device)
        loss.backward()
        self.masters.step(self.optimizer, rate)
        return float(loss.detach())

    def run(
        self,
        batches: Callable[[tuple[int, int]], tuple[list[Batch], bool]],
        evaluate: Callable[[], dict[str, float]],
    ) -> None:
        """Train until the budget is spent; `batches` gives a pool, `evaluate` what to log."""
        progress, every = self.progress, self.settings.checkpoint_every
        while self.fraction_done() < 1.0:
            pool, ends = batches((progress.epoch, progress.pool))
            self.model.train()
            began, losses = time.monotonic(), []
            for batch in pool:
                losses.append(self.train_step(batch))
                progress.step += 1
                progress.pairs += len(batch[0])
                if progress.step % 50 == 0:
                    recent = sum(losses[-50:]) / len(losses[-50:])
                    print(f"step {progress.step} loss {recent:.3f} pairs {progress.pairs}", flush=True)
            progress.seconds += time.monotonic() - began
            progress.epoch, progress.pool = (progress.epoch + 1, 0) if ends else (progress.epoch, progress.pool + 1)
            entry = {"step": progress.step, "pairs": progress.pairs, "minutes": progress.seconds / 60}
            entry["loss"] = sum(losses) / max(1, len(losses))
            progress.log.append(entry)
            if progress.pool % every == 0 or self.fraction_done() >= 1.0:
                self.model.eval()
                entry |= evaluate()
                self.save()
            print(json.dumps(entry), flush=True)

    def save(self) -> None:
        """Write the state beside the old one, then rename."""
        state = {
            "masters": [m.detach() for m in self.masters.copies],
            "optimizer": self.optimizer.state_dict(),
            "progress": json.dumps(asdict(self.progress)),
        }
        save_whole(state, self.folder / "state.pt")

    def export(self, folder: Path, tokenizer: PreTrainedTokenizerFast) -> None:
        """Write a Hugging Face checkpoint in fp16 from the fp32 masters; what was not trained is as it was given."""
        folder.mkdir(parents=True, exist_ok=True)
        self.model.to(torch.float32)
        self.masters.publish()
        with torch.no_grad():
            for name, parameter in self.model.named_parameters():
                if name in self.untrained:
                    parameter.copy_(self.untrained[name])
        self.model.to(torch.float16).save_pretrained(folder)
        tokenizer.save_pretrained(folder)
        self.model.to(torch.bfloat16)
        self.masters.publish()
