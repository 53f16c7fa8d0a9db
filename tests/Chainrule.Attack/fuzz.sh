#!/usr/bin/env bash
# fuzz.sh READER [MINUTES]: attacks a reader of bytes, guided by what its inputs reach, and leaves what reached something new in Corpus/READER.
# The readers: NetworkFiles, CsvFiles, Expressions, Addresses, KernelMessages.
set -euo pipefail
cd "$(dirname "$0")"
reader=$1 minutes=${2:-10}
folder=$(mktemp -d) && trap 'rm -rf "$folder"' EXIT
dotnet publish -c Release -o "$folder" -v quiet --nologo
for each in Chainrule Chainrule.Datasets Chainrule.Explain Chainrule.Cells Chainrule.Jupyter Chainrule.Cli; do
  dotnet tool exec SharpFuzz.CommandLine@2.3.0 --yes -- "$folder/$each.dll"
done
"$folder/Chainrule.Attack" --guided "$reader" --corpus Corpus --minutes "$minutes" --seed "$RANDOM"
