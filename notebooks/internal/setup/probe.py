# Prints one line that says what this Python is. Any Python may have to run it,
# even a Python 2.
import sys


def found(name):
    try:
        return __import__(name)
    except Exception:
        return None


pip = found("pip")
print("\t".join([
    "python",
    ".".join(str(part) for part in sys.version_info[:3]),
    str(getattr(getattr(sys, "implementation", None), "cache_tag", None)),
    "venv" if found("venv") else "-",
    "ensurepip" if found("ensurepip") else "-",
    getattr(pip, "__version__", "-"),
]))
