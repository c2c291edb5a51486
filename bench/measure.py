#!/usr/bin/env python3
"""Runs a command several times, and prints one row of the table.

    measure.py [--runs N] [--before COMMAND] [--folder F --save NAME --against NAME] LABEL -- COMMAND…

Wall-clock time from start to end of the process; processor time and peak memory are the process's
and its children's. A peak counts from before the command replaces this program, so one below this
program's own is shown as less than that. The command before each run is not measured. `--save`
keeps the median in the folder, `--against` divides by one that was kept.
"""

import argparse
import os
import pathlib
import resource
import statistics
import subprocess
import sys
import time

HEADER = f"{'':44} {'median':>9} {'min':>9} {'max':>9} {'cpu':>9} {'peak':>8}  ratio"


def arguments():
    parser = argparse.ArgumentParser()
    parser.add_argument("--header", action="store_true")
    parser.add_argument("--runs", type=int, default=5)
    parser.add_argument("--before")
    parser.add_argument("--folder", type=pathlib.Path)
    parser.add_argument("--save")
    parser.add_argument("--against")
    parser.add_argument("label", nargs="?", default="")
    parser.add_argument("command", nargs="*")
    return parser.parse_args()


def run(command):
    """Seconds, seconds of processor, and the peak in the system's unit, of one run."""
    start = time.perf_counter()
    process = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE)
    errors = process.stderr.read()
    # Not `wait`, which does not say what the process used.
    _, status, usage = os.wait4(process.pid, 0)
    seconds = time.perf_counter() - start
    if status != 0:
        sys.stderr.buffer.write(errors)
        sys.exit(f"{' '.join(command)} failed")
    return seconds, usage.ru_utime + usage.ru_stime, usage.ru_maxrss


def megabytes(peak):
    unit = 1 if sys.platform == "darwin" else 1024
    own = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    sign = "<" if peak <= own else ""
    return f"{sign}{max(peak, own) * unit / 1e6:.0f} MB"


def milliseconds(seconds):
    return f"{seconds * 1000:.1f} ms" if seconds < 10 else f"{seconds:.1f} s"


def main():
    options = arguments()
    if options.header:
        print(HEADER)
        return
    results = []
    for _ in range(options.runs):
        if options.before:
            subprocess.run(options.before, shell=True, check=True, stdout=subprocess.DEVNULL)
        results.append(run(options.command))
    times, processor, peaks = zip(*results)
    median = statistics.median(times)
    if options.save:
        (options.folder / options.save).write_text(str(median))
    ratio = ""
    if options.against:
        ratio = f"{median / float((options.folder / options.against).read_text()):.1f}x"
    row = [median, min(times), max(times), statistics.median(processor)]
    print(
        f"{options.label:44}", *(f"{milliseconds(seconds):>9}" for seconds in row),
        f"{megabytes(max(peaks)):>8}", f"{ratio:>6}", flush=True)


main()
