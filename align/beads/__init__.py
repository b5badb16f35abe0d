"""Which sentence goes with which: similarities, the lattice of beads, the aligner."""
