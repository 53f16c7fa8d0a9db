#!/usr/bin/env bash
# Packs the packages and uses them as somebody does who has nothing else: the samples of the readmes, the command, and what the packages say of themselves.
set -euo pipefail
cd "$(dirname "$0")/../.."
root=$PWD
temp=$(mktemp -d)
# Built afresh, since an earlier build with other settings would be taken for up to date; inside the repository, whose path the compiler replaces by /_/.
build=$root/obj/package
trap 'rm -rf "$temp" "$build"' EXIT
rm -rf "$build"
export DOTNET_CLI_TELEMETRY_OPTOUT=1 DOTNET_NOLOGO=1 DOTNET_SYSTEM_GLOBALIZATION_INVARIANT=1

fail() {
  echo "tests/package/check.sh: $*" >&2
  exit 1
}

packages=(Chainrule Chainrule.Datasets Chainrule.Explain Chainrule.Export Chainrule.Cli)
version=$(dotnet msbuild src/Chainrule -getProperty:Version)
tool_packages=$(dotnet nuget locals global-packages --list | sed 's/^[^:]*: *//')

echo "-- pack $version"
for package in "${packages[@]}"; do
  dotnet pack "src/$package" --configuration Release --output "$temp/packages" --artifacts-path "$build" -p:ContinuousIntegrationBuild=true --verbosity quiet
  for file in "$package.$version.nupkg" "$package.$version.snupkg"; do
    [ -s "$temp/packages/$file" ] || fail "there is no $file"
  done
done
[ "$(find "$temp/packages" -name '*nupkg' | wc -l)" -eq $((2 * ${#packages[@]})) ] || fail "packed more than ${packages[*]}: $(ls "$temp/packages")"

echo "-- public surface"
cat >"$temp/unlisted.cs" <<'CSHARP'
namespace Chainrule;

/// <summary>Public, and in no list.</summary>
public static class Unlisted;
CSHARP
echo "<Project><ItemGroup><Compile Include=\"$temp/unlisted.cs\" /></ItemGroup></Project>" >"$temp/unlisted.targets"
if dotnet build src/Chainrule --artifacts-path "$build" -p:CustomAfterMicrosoftCommonTargets="$temp/unlisted.targets" >"$temp/log"; then fail "a public member that is not listed is let through"; fi
grep -q "error RS0016: .*Unlisted" "$temp/log" || { cat "$temp/log"; fail "a public member that is not listed is refused for another reason"; }

# Our packages come from the folder and from nowhere else, into a cache of their own: never an older one of the same version.
cat >"$temp/nuget.config" <<CONFIG
<configuration>
  <packageSources><add key="packed" value="$temp/packages" /></packageSources>
  <packageSourceMapping>
    <packageSource key="packed"><package pattern="Chainrule" /><package pattern="Chainrule.*" /></packageSource>
    <packageSource key="nuget.org"><package pattern="*" /></packageSource>
  </packageSourceMapping>
</configuration>
CONFIG

echo "-- samples"
dotnet run tests/package/samples.cs -- "$temp/samples"
export NUGET_PACKAGES=$temp/cache
cd "$temp"
for package in Chainrule Chainrule.Datasets Chainrule.Explain Chainrule.Export; do
  dotnet new console --output "with/$package/Consumer" --no-restore >/dev/null
  (cd "with/$package/Consumer" && dotnet add package "$package" >"$temp/log") || { cat "$temp/log"; fail "dotnet add package $package"; }
done
for sample in samples/*/; do
  consumer=with/$(cat "$sample/package")/Consumer
  echo "   $(cat "$sample/title")"
  cp "$sample/Program.cs" "$consumer/"
  dotnet run --project "$consumer" >"$sample/printed" || { cat "$sample/printed"; fail "$(cat "$sample/title"), does not run"; }
  diff "$sample/output" "$sample/printed" || fail "$(cat "$sample/title"), prints something else than it says"
done

echo "-- what the packages say"
dependencies() { grep -o '<dependency id="[^"]*" version="[^"]*"' "cache/${1,,}/$version/${1,,}.nuspec" || true; }
[ -z "$(dependencies Chainrule)" ] || fail "Chainrule depends on $(dependencies Chainrule)"
[ "$(dependencies Chainrule.Explain)" = "<dependency id=\"Chainrule\" version=\"$version\"" ] || fail "Chainrule.Explain depends on $(dependencies Chainrule.Explain)"
[ "$(dependencies Chainrule.Export)" = "<dependency id=\"Chainrule\" version=\"$version\"" ] || fail "Chainrule.Export depends on $(dependencies Chainrule.Export)"

echo "-- registers, ahead of time"
registers() { dotnet msbuild with/Chainrule.Explain/Consumer -t:ChainruleSayWhichRegisters -p:PublishAot=true -p:RuntimeIdentifier=linux-x64 -warnAsError "$@"; }
registers | grep -q 'warning CHAINRULE001' || fail "publishing ahead of time without IlcInstructionSet is not warned of"
if registers -p:IlcInstructionSet=native | grep CHAINRULE001; then fail "IlcInstructionSet is set, and still warned of"; fi

echo "-- command"
dotnet tool install Chainrule.Cli --version "$version" --tool-path tools --configfile nuget.config >log || { cat log; fail "dotnet tool install"; }
if find cache/chainrule* tools -name 'Chainrule*.dll' -exec grep -lF "$root/" {} +; then fail "a package names a folder of the machine that built it"; fi
chainrule=$temp/tools/chainrule
[[ $("$chainrule" --version) == "$version"* ]] || fail "chainrule --version says $("$chainrule" --version), wanted $version"
"$chainrule" why "dW1[0,1]" | grep -qF '∂L/∂w¹₀₁ = δ¹₀·x₁' || fail "chainrule why does not give the formula"
"$chainrule" | head -n 1 | grep -q Mazur || fail "chainrule in a pipe"
"$chainrule" lesson run 1 --cell 1 </dev/null >log || { cat log; fail "chainrule lesson run"; }
awk '/^```json/ { inside = 1; next } /^```/ && inside { exit } inside' "$root/README.md" >net.json
[ "$("$chainrule" - <net.json | grep -c 'was 0.298371 and is now')" -eq 1 ] || fail "the README's network through a pipe"

echo "-- third parties"
content=$(dirname "$(find tools -name DotnetToolSettings.xml)")
notices=$content/../../../THIRD-PARTY-NOTICES.md
cmp "$notices" "$root/THIRD-PARTY-NOTICES.md" || fail "the tool has no THIRD-PARTY-NOTICES.md"
# Name and version of each package whose files are in the tool, and the licence which the package states; AsyncIO and NetMQ state none in a form for programs.
grep -B 1 '"type": "package"' "$content/Chainrule.Cli.deps.json" | sed -n 's|.*"\(.*\)/\(.*\)": {|\1 \2|p' | LC_ALL=C sort -f | while read -r name number; do
  licence=$(sed -n 's|.*<license type="expression">\(.*\)</license>.*|\1|p' "$tool_packages/${name,,}/$number/${name,,}.nuspec")
  echo "$name $number ${licence:-$(sed -n "s/^| $name | $number | \([^|]*\) |.*/\1/p" "$notices")}"
done >actual
sed -n 's/^| \([^ ]*\) | \([0-9][^ ]*\) | \([^|]*\) |.*/\1 \2 \3/p' "$notices" | LC_ALL=C sort -f >listed
diff listed actual || fail "THIRD-PARTY-NOTICES.md (<) does not list what is in the tool (>)"
echo "Packages are good."
