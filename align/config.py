"""Settings: `configs/audit.yaml` read into frozen models. An unknown key names the nearest known one."""

from __future__ import annotations

import difflib
import hashlib
import re
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any, Literal

import yaml
from pydantic import BaseModel, ConfigDict, Field, ValidationError, create_model, field_validator

from align.catalogue import CATALOGUE
from align.errors import ConfigError


class _Section(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)


class PagesSettings(_Section):
    """How pages are read. `url`: the own address of a page that is one file."""

    text_column: str = "text"
    id_column: str = "id"
    url_column: str = "url"
    english_column: str = "english"
    url: str | None = None
    max_characters: int = Field(default=2_000_000, ge=1000)


class TranslatorSettings(_Section):
    """Which model translates, and how: `bundled`, a folder, or a hub name. `originals`: are originals put into English too?"""

    model: str = "bundled"
    revision: str | None = None
    allow_network: bool = False
    backend: Literal["auto", "transformers", "ctranslate2"] = "auto"
    beams: int = Field(default=6, ge=1, le=16)
    batch: int = Field(default=16, ge=1, le=512)
    cache: bool = True
    originals: bool = True


class EmbedderSettings(_Section):
    """Which encoder makes sentence vectors. `bundled`, a folder, or a hub name."""

    model: str = "bundled"
    revision: str | None = None
    allow_network: bool = False


class AlignerSettings(_Section):
    """From which probability on a sentence counts as dropped, and a pair of texts as unrelated. `links`: a reviewer's decisions
    whose alignment by hand is used; without it those in the outputs' folder."""

    drop_threshold: float = Field(default=0.5, ge=0, le=1)
    unrelated_below: float = Field(default=0.1, ge=0, le=1)
    links: Path | None = None


class CheckSettings(_Section):
    """One check: whether it runs, and the score from which on it raises a finding."""

    enabled: bool = True
    threshold: float = Field(default=0.5, ge=0, le=1)


class _ChecksOptions(_Section):
    """The checks by name, and what all of them share. `estimator` and `lexicon`: whether they are asked (faster without);
    `int8` is the estimator in 8-bit integers: twice as fast, a little less exact.
    `contrast`: whether the translator is asked too (slower). `budget`: only the likeliest findings are kept, this many per
    1,000 sentences. `precision`: a file of how often reviewers found the checks right."""

    estimator: Literal["bundled", "int8", "none"] = "bundled"
    lexicon: bool = True
    contrast: bool = False
    budget: float | None = Field(default=None, ge=0, allow_inf_nan=False)
    precision: Path | None = None

    def of(self, check: str) -> CheckSettings:
        """The settings of one check."""
        found: CheckSettings = getattr(self, check)
        return found


if TYPE_CHECKING:
    ChecksSettings = _ChecksOptions
else:  # a section for every row of the catalogue
    _ROWS = {row.name: (CheckSettings, CheckSettings(threshold=row.threshold)) for row in CATALOGUE}
    ChecksSettings = create_model("ChecksSettings", __base__=_ChecksOptions, __module__=__name__, **_ROWS)


class LeaksSettings(_Section):
    """`publishers`: a file of publishers of your own, read before the shipped ones."""

    publishers: Path | None = None


class WebSettings(_Section):
    """Originals from the web, where they are asked for. `contact`: an address that stands in the User-Agent; `delay`: seconds
    between requests to one host; `seconds`, `max_page_megabytes`: limits of one answer; `max_requests`, `max_megabytes`: of a
    run; `allow`: host:port pairs that may be asked though they are no public address with a standard port; `retry_days`: how
    long an address without an original is not asked again. The others are endpoints."""

    contact: str = ""
    delay: float = Field(default=2.0, ge=0)
    seconds: float = Field(default=30.0, gt=0)
    max_page_megabytes: float = Field(default=5.0, gt=0)
    max_requests: int = Field(default=1000, ge=1)
    max_megabytes: float = Field(default=500.0, gt=0)
    retry_days: float = Field(default=7.0, ge=0)
    allow: tuple[str, ...] = ()
    wayback_index: str = "https://web.archive.org/cdx/search/cdx"
    wayback_replay: str = "https://web.archive.org/web"
    common_crawl_index: str = "https://index.commoncrawl.org/collinfo.json"
    common_crawl_data: str = "https://data.commoncrawl.org"
    portals: tuple[str, ...] = ("https://www.vietnam.vn", "https://thongtin.vietnam.vn")
    sitemaps: dict[str, str] = {
        "vietnamplus.vn": "https://www.vietnamplus.vn/sitemaps/news-%Y-%-m.xml",
        "baodautu.vn": "https://baodautu.vn/sitemaps/news-%Y-%-m.xml",
        "cand.com.vn": "https://cand.com.vn/sitemaps/news-%Y-%-m.xml",
        "vneconomy.vn": "https://vneconomy.vn/sitemap/news-%Y-%m.xml",
        "vov.vn": "https://vov.vn/sitemaps/%Y/%-m/article.xml",
    }

    @field_validator("allow")
    @classmethod
    def _pairs(cls, value: tuple[str, ...]) -> tuple[str, ...]:
        for pair in value:
            if not re.fullmatch(r"[^:\s]+:\d{1,5}", pair):
                raise ValueError(f"expected host:port, found {pair!r}")
        return value


class Settings(_Section):
    """All settings of an audit."""

    pages: PagesSettings = PagesSettings()
    translator: TranslatorSettings = TranslatorSettings()
    embedder: EmbedderSettings = EmbedderSettings()
    aligner: AlignerSettings = AlignerSettings()
    leaks: LeaksSettings = LeaksSettings()
    checks: ChecksSettings = ChecksSettings()
    web: WebSettings = WebSettings()
    fail_on: Literal["info", "minor", "major", "critical", "never"] = "never"

    def fingerprint(self) -> str:
        """Hash of what can change a result, for the signature."""
        values = self.model_dump_json(exclude={
            "translator": {"cache", "batch"}, "pages": {"url"}, "aligner": {"links"}, "fail_on": True, "web": True,
        })  # fmt: skip
        return hashlib.sha256(values.encode()).hexdigest()[:8]


def load(path: Path | None = None, overrides: Sequence[str] = ()) -> Settings:
    """Settings from a YAML file and `a.b=value` overrides; the shipped defaults where nothing is said."""
    values: dict[str, Any] = _read(path) if path else {}
    for override in overrides:
        _override(values, override)
    try:
        return Settings.model_validate(values)
    except ValidationError as error:
        raise ConfigError(_explain(error, str(path) if path else "settings")) from error


def _read(path: Path) -> dict[str, Any]:
    try:
        values = yaml.safe_load(path.read_text("utf-8"))
    except OSError as error:
        raise ConfigError(f"{path}: expected a configuration file, found none ({error.strerror})") from error
    except (yaml.YAMLError, ValueError, RecursionError) as error:
        raise ConfigError(f"{path}: expected YAML, found a syntax error: {str(error).splitlines()[0]}") from error
    if values is None:
        return {}
    if not isinstance(values, dict):
        raise ConfigError(f"{path}: expected sections such as `aligner:`, found a {type(values).__name__}")
    return values


def _override(values: dict[str, Any], override: str) -> None:
    key, separator, value = override.partition("=")
    parts = [p.strip() for p in key.split(".")]
    if not separator or not all(parts):
        raise ConfigError(f"--set {override}: expected section.key=value, such as aligner.drop_threshold=0.8")
    target = values
    for part in parts[:-1]:
        inner = target.setdefault(part, {})
        if inner is None:  # "checks:" with nothing below it
            inner = target[part] = {}
        if not isinstance(inner, dict):
            raise ConfigError(f"--set {override}: expected {part} to be a section, found a value")
        target = inner
    try:
        target[parts[-1]] = yaml.safe_load(value)
    except (yaml.YAMLError, ValueError, RecursionError) as error:
        raise ConfigError(
            f"--set {override:.80}: expected a value after =, found {value!r:.80}, which is no YAML; quote it"
        ) from error


def _known_keys(location: Sequence[Any]) -> list[str]:
    model: Any = Settings
    for part in location:
        found = model.model_fields.get(part) if isinstance(model, type) and issubclass(model, BaseModel) else None
        model = found.annotation if found else None
    return list(model.model_fields) if isinstance(model, type) and issubclass(model, BaseModel) else []


def _explain(error: ValidationError, where: str) -> str:
    lines = []
    for problem in error.errors():
        location: Sequence[Any] = problem["loc"]
        name = ".".join(str(p) for p in location)
        if problem["type"] == "extra_forbidden":
            known = _known_keys(location[:-1])
            near = difflib.get_close_matches(str(location[-1]), known, n=1, cutoff=0.5)
            hint = f"did you mean {near[0]}?" if near else f"expected one of {', '.join(known)}"
            lines.append(f"{where}: unknown key {name}; {hint}")
        else:
            lines.append(f"{where}: {name}: {problem['msg']}, found {problem['input']!r}")
    return "\n".join(lines)


def as_mapping(settings: Settings) -> Mapping[str, Any]:
    """Plain values, for the manifest."""
    return settings.model_dump(mode="json")
