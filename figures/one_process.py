"""Time one command from a small process, and print seconds, peak bytes and exit code.

A process counts the memory of the one that started it as its own until it has become
itself, so a command started from a big test run would look big. It is started from here.
"""

import os
import subprocess
import sys
import time

start = time.perf_counter()
process = subprocess.Popen(sys.argv[1:], stdout=subprocess.DEVNULL)
_, status, usage = os.wait4(process.pid, 0)
seconds = time.perf_counter() - start
process.returncode = os.waitstatus_to_exitcode(status)
print(seconds, usage.ru_maxrss * 1024, process.returncode)
