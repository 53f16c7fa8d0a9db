#!/bin/sh -e
# Measures everything beside the other systems and writes bench/results/<cpu>/.
#
#   bench/run.sh ANCHORS [GROUPS] [ROUNDS] [BUDGET]
#
# ANCHORS  the folder of the other systems' harnesses. If it is not built (no bin/), a copy is built in a temporary folder.
# GROUPS   all (default), or some of: training,inference,products,scalar,elementwise,odd,widths,ladder,crowded,start,limits
# ROUNDS   how often every command is run in turn (default 5)
# BUDGET   how long each is measured (default 1s)
#
# MICROGRAD_SRC names a checkout of karpathy/micrograd; without it the scalar graphs are not compared.
[ $# -ge 1 ] && [ -d "$1" ] || { sed -n '2,11s/^# \{0,1\}//p' "$0" >&2; exit 2; }
here=$(cd "$(dirname "$0")" && pwd)
anchors=$(cd "$1" && pwd)
if [ ! -d "$anchors/bin" ]; then
  copy=$(mktemp -d)
  cp -r "$anchors/." "$copy"
  chmod -R u+w "$copy"
  "$copy/build.sh" >&2
  anchors=$copy
fi
dotnet build -c Release "$here/Chainrule.Bench" >&2
dotnet publish -c Release "$here/Chainrule.Aot" -o "$here/Chainrule.Aot/bin/aot" >&2 || echo "no AOT compiler here (it needs clang and zlib1g-dev): the AOT host is left out" >&2
python3 "$here/compare.py" "$anchors" --groups "${2:-all}" --rounds "${3:-5}" --budget "${4:-1s}"
python3 "$here/report.py"
