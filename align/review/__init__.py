"""The reviewer's place: pages on localhost with decisions, and the ways of decisions into sheets and back."""
