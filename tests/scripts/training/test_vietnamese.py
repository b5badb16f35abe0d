"""Tests of scripts/training/vietnamese.py."""

from __future__ import annotations

import json
from pathlib import Path

from training.lexicon import learn_compounds


def test_what_the_packages_give(tmp_path: Path) -> None:
    from training.vietnamese import _places, _tagged

    tagged = tmp_path / "tagged.txt"
    tagged.write_text("Quyền\tB-N\tB-N\nđược\tB-V\tB-V\nthông tin\tB-N\tB-N\n\nNước\tB-N\tB-N\n", "utf-8")
    assert list(_tagged(tagged)) == ["Quyền được thông tin", "Nước"]
    province = {"name": "Tỉnh Cà Mau", "short": "Cà Mau"}
    shown = {
        "old_province_names": {"a": province},
        "province_names": {"a": province},
        "ward_mapping": [
            {"old_district": "Quận Ninh Kiều", "old_ward": "Phường An Bình"},
            {"old_district": "Quận 1", "old_ward": "Phường 3"},
        ],
    }
    places = tmp_path / "mapping.json"
    places.write_text(json.dumps(shown), "utf-8")
    names = [name for name, _ in _places(places)]
    assert names[0] == "Cà Mau" and "Ninh Kiều" in names and "An Bình" in names and "3" not in names


def test_syllables_that_keep_together_are_compounds() -> None:
    texts = [["học", "sinh", "đến", "trường"], ["các", "học", "sinh", "giỏi"]] * 10 + [["đến", "các", "trường", "giỏi"]] * 10
    assert ("học", "sinh") not in learn_compounds(texts)  # among the commonest syllables of so small a text
    rest = [[f"w{n}", f"v{n}"] for n in range(70) for _ in range(3)] * 10
    assert ("học", "sinh") in learn_compounds(texts + rest)
