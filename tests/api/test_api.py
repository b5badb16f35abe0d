"""The public face: what it shows, what it takes, and that it can be carried into other processes."""

from __future__ import annotations

import doctest
import pickle
import subprocess
import sys

import pandas
import pyarrow
import pytest

import align
from align.api import audits, functions

TEXT = "Pasukan tiba di Kursk pada hari Senin. Mereka pulang kemarin."


@pytest.fixture(scope="module")
def settings() -> align.Settings:
    return align.Settings.model_validate({"translator": {"beams": 1, "cache": False}, "checks": {"estimator": "none"}})


def test_the_face_shows_its_names_and_loads_nothing_heavy() -> None:
    assert dir(align) == sorted(align.__all__)
    assert all(getattr(align, name) is not None for name in align.__all__)
    code = "import align, sys; print([m for m in ('torch', 'numpy', 'transformers', 'pydantic') if m in sys.modules])"
    assert subprocess.run([sys.executable, "-c", code], capture_output=True, text=True).stdout == "[]\n"
    with pytest.raises(AttributeError, match="audit_page"):
        _ = align.audits  # type: ignore[attr-defined]


@pytest.mark.parametrize("module", [audits, functions])
def test_the_examples_in_the_docstrings_are_true(module: object) -> None:
    found = doctest.testmod(module)  # type: ignore[arg-type]
    assert found.attempted and not found.failed


def test_pages_of_every_kind_are_taken(settings: align.Settings) -> None:
    import datasets

    rows = [{"id": "a", "text": TEXT}, {"id": "b", "text": TEXT}]
    data = datasets.Dataset.from_list(rows)
    kinds = [
        [TEXT, TEXT], rows, [align.Page("a", TEXT), align.Page("b", TEXT)], pandas.DataFrame(rows), pyarrow.Table.from_pylist(rows),
        data, data.to_iterable_dataset(), (r for r in rows),
    ]  # fmt: skip
    for pages in kinds:
        assert [len(audit.sentences) for audit in align.audit(pages, settings)] == [2, 2], type(pages)


def test_what_is_no_page_is_named(settings: align.Settings) -> None:
    for wrong in (TEXT, 5, {"text": TEXT}, align.Page("p", TEXT), None):
        with pytest.raises(TypeError, match=r"expected .*DataFrame"):
            align.audit(wrong, settings)  # type: ignore[arg-type]
    with pytest.raises(TypeError, match="expected a Page, found str"):
        align.audit_page(TEXT, align.load_tools(settings))  # type: ignore[arg-type]
    with pytest.raises(TypeError, match="page1: expected a text, a dict or a Page, found int"):
        list(align.audit([5], settings))
    found = align.audit([TEXT, "", {"text": None}], settings)
    assert len(list(found)) == 1
    assert [failure.id for failure in found.failures] == ["page2", "page3"]


def test_an_iterator_is_read_once(settings: align.Settings) -> None:
    found = align.audit(iter([TEXT]), settings)
    assert len(list(found)) == 1
    with pytest.raises(TypeError, match="used up"):
        list(found)


def test_audits_become_tables_data_sets_and_a_folder(settings: align.Settings, tmp_path: object) -> None:
    found = align.audit([TEXT], settings)
    frames, data = found.to_pandas(), found.to_dataset()
    assert set(frames) == set(data) == {"pages", "sentences", "findings", "leaks"}
    assert len(frames["sentences"]) == data["sentences"].num_rows == 2
    assert list(frames["pages"]["sentences"]) == [2]
    outcome = found.write(f"{tmp_path}/out")
    assert outcome.pages == 1


def test_an_auditor_can_be_pickled_hashed_and_compared(settings: align.Settings) -> None:
    one, two = align.Auditor(settings), align.Auditor(settings)
    one({"text": [TEXT]})  # its models are open now, and stay behind
    assert pickle.loads(pickle.dumps(one)) == two
    assert hash(one) == hash(two) and one != align.Auditor()


def test_datasets_map_with_two_processes(settings: align.Settings) -> None:
    import datasets

    data = datasets.Dataset.from_list([{"text": TEXT}, {"text": ""}, {"text": TEXT}])
    made = data.map(align.Auditor(settings), batched=True, batch_size=1, num_proc=2)
    assert list(made["sentences"]) == [2, 0, 2]
    assert made["failure"][0] == "" and "empty page" in made["failure"][1]


def test_functions_refuse_what_they_cannot_read() -> None:
    with pytest.raises(TypeError, match="expected a list of texts"):
        align.translate("Pasukan tiba.")
    with pytest.raises(ValueError, match="expected a language of id, vi, found 'fr'"):
        align.translate(["Pasukan tiba."], "fr")
    with pytest.raises(TypeError, match="pair 1: expected a source and a target"):
        align.check(["Pasukan tiba."])  # type: ignore[list-item]
    with pytest.raises(TypeError, match="expected a page's text as a str"):
        align.leaks(None)  # type: ignore[arg-type]


def test_results_become_plain_dicts() -> None:
    checked = align.check([("Ia lahir pada 2005.", "He was born in 2015.")])[0].to_dict()
    assert checked["findings"][0]["check"] == "numbers"
    assert align.pair(["a"], ["a"]).to_dict()["beads"][0]["left"] == [0]
    slug = "https://www.vietnam.vn/id/linh-trieu-tien-toi-kursk-nga-noi-ve-3-tuong"
    assert align.leaks(TEXT, slug).to_dict()["provenance"]["portal"] == "Vietnam.vn"


def test_a_forked_process_checks_as_its_parent_does() -> None:
    code = (
        "import align, multiprocessing\n"
        "def count(_): return len(align.check([('Ia lahir pada 2005.', 'He was born in 2015.')] * 2))\n"
        "count(0)\n"
        "with multiprocessing.get_context('fork').Pool(2) as pool: print(pool.map_async(count, [1, 2]).get(60))"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, timeout=120)
    assert done.stdout == "[2, 2]\n", done.stderr
