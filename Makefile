# Every target sets up what it needs by itself; what each does, step by step, is in assets/setup/run.sh.
.PHONY: help demo test bench soak fmt

help: ## this list
	@sed -n 's/^\([a-z]*\):.*## /make \1	/p' Makefile

demo: ## a working hall: hub, kiosk, counter and display on the sample hall, with a simulated printer
	@sh assets/setup/run.sh demo

test: ## everything that must pass before a change lands; the CI runs the same
	@sh assets/setup/run.sh test

bench: ## what the hall costs and how fast it is, beside what this machine can do
	@sh assets/setup/run.sh bench

soak: ## random days (SOAK_SECONDS, else 600), random touches, 300 calls heard, a board's 24 hours, and papers on a foreign emulator
	@sh assets/setup/run.sh soak

fmt: ## lays out the code as `make test` wants it
	@cargo fmt --all
