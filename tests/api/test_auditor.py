"""Tests of align.api.auditor in Spark."""

from __future__ import annotations

import shutil

import pytest

import align


def test_it_runs_in_spark() -> None:
    pytest.importorskip("pyspark", reason="pyspark is not installed")
    if shutil.which("java") is None:
        pytest.skip("Spark needs Java, which is not there")
    from pyspark.sql import SparkSession

    spark = SparkSession.builder.master("local[1]").config("spark.ui.enabled", "false").getOrCreate()
    columns = ", ".join(
        f"{name} {'boolean' if isinstance(v, bool) else 'long' if isinstance(v, int) else 'string'}"
        for name, v in align.Auditor.NOTHING.items()
    )
    pages = spark.createDataFrame([("a", "Rapat diadakan pada Senin pagi. Ada 3 orang."), ("b", "   ")], ["id", "text"])
    auditor = align.Auditor()
    rows = pages.mapInPandas(lambda batches: map(auditor, batches), columns).collect()
    spark.stop()
    assert [row.sentences for row in rows] == [2, 0] and rows[1].failure
