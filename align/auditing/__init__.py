"""One page in, one audit out: the stages, the legs, the findings, the siblings."""
