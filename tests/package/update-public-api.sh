#!/usr/bin/env bash
# Writes what Chainrule, Chainrule.Datasets and Chainrule.Explain show to the outside into PublicAPI.Shipped.txt (in a release) and PublicAPI.Unshipped.txt (since). Where these files are,
# the build compares, so that a change of the public surface is a line in a review.
#   update-public-api.sh          writes Unshipped anew; what was shipped and is gone stands there as *REMOVED*
#   update-public-api.sh --ship   for a release: then moves Unshipped into Shipped
set -euo pipefail
cd "$(dirname "$0")/../.."

for package in Chainrule Chainrule.Datasets Chainrule.Explain Chainrule.Export; do
  shipped=src/$package/PublicAPI.Shipped.txt unshipped=src/$package/PublicAPI.Unshipped.txt
  [ -s "$shipped" ] || echo '#nullable enable' >"$shipped"
  echo '#nullable enable' >"$unshipped"
  dotnet restore "src/$package" --verbosity quiet
  dotnet format analyzers "src/$package" --diagnostics RS0016 --severity info --no-restore
  # RS0017 names the line of Shipped whose symbol is gone.
  (dotnet build "src/$package" --no-restore --no-dependencies || true) | sed -n 's/.*PublicAPI\.Shipped\.txt(\([0-9]*\),.*RS0017.*/\1/p' | sort -nu | while read -r line; do
    echo "*REMOVED*$(sed -n "${line}p" "$shipped")"
  done >>"$unshipped"
  if [ "${1:-}" = --ship ]; then
    gone=$(sed -n 's/^\*REMOVED\*//p' "$unshipped")
    { echo '#nullable enable'; tail -qn +2 "$shipped" "$unshipped" | grep -v '^\*REMOVED\*' | grep -vxF "${gone:-#}" | LC_ALL=C sort; } >"$shipped.new"
    mv "$shipped.new" "$shipped"
    echo '#nullable enable' >"$unshipped"
  fi
done
