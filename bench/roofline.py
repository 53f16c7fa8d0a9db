"""The roofline (Williams, Waterman and Patterson 2009) as an SVG: how many additions and multiplications a second, over how many there are for each byte
that has to come from memory. The roof is what the machine can do; a dot is what was measured."""
import math
import re

NETS = {
    "W1": ([2, 2, 1], 4, True), "W2": ([784, 30, 10], 10, True), "W3": ([784, 128, 10], 64, True), "W4": ([784, 512, 512, 10], 128, True),
    "W5": ([1024, 1024, 1024, 1024], 256, True), "W6b1": ([784, 512, 512, 10], 1, False), "W6b1024": ([784, 512, 512, 10], 1024, False),
}
FLOAT = 4
WIDTH, HEIGHT, LEFT, RIGHT, TOP, BOTTOM = 760, 470, 70, 30, 46, 56
X = 0.1, 300
ROOFS = [("read_L1_16KB", "L1"), ("read_L2_512KB", "L2"), ("read_L3_8MB", "L3"), ("read_DRAM_256MB", "memory")]


def product(m, n, k, kept=1):
    """Flops and bytes of C (m × n, moved `kept` times) = A (m × k) · B (k × n), everything moved once."""
    return 2 * m * n * k, FLOAT * (m * k + k * n + kept * m * n)


def intensity(workload):
    """Flops for each byte, if every matrix of every product is moved once."""
    square = re.match(r"W7:..:(\d+)x(\d+)x(\d+)$", workload)
    if square:
        parts = [product(*map(int, square.groups()))]
    elif workload in NETS:
        sizes, n, trains = NETS[workload]
        parts = []
        for i, (inputs, outputs) in enumerate(zip(sizes, sizes[1:])):
            parts.append(product(n, outputs, inputs))
            if trains:
                parts.append(product(outputs, inputs, n, kept=2))  # the update reads the weights and writes them
                if i:
                    parts.append(product(n, inputs, outputs))
    else:
        return None
    return sum(flops for flops, _ in parts) / sum(moved for _, moved in parts)


def draw(results):
    peak = max(results.limits[name]["t1_max"] for name in ("fma512_gflops", "fma256_gflops"))
    slowest = min(results.fastest_rate(group, (w, 1, "chainrule")) or peak
                  for group in ("training", "inference") for w, t, name in results.rows[group] if t == 1 and name == "chainrule")
    y_range = 10 ** math.floor(math.log10(slowest)), peak * 2

    def x(value):
        return LEFT + (math.log(value) - math.log(X[0])) / (math.log(X[1]) - math.log(X[0])) * (WIDTH - LEFT - RIGHT)

    def y(value):
        return HEIGHT - BOTTOM - (math.log(value) - math.log(y_range[0])) / (math.log(y_range[1]) - math.log(y_range[0])) * (HEIGHT - TOP - BOTTOM)

    out = [f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {WIDTH} {HEIGHT}" font-family="system-ui, sans-serif" font-size="13" role="img" '
           'aria-labelledby="roofline-title">',
           '<title id="roofline-title">Roofline of one core: measured speed of each workload under what arithmetic and memory allow</title>',
           f'<rect width="{WIDTH}" height="{HEIGHT}" fill="#ffffff"/>']
    out += axes(x, y, y_range)
    out += roofs(results, x, y, peak, y_range)
    out += dots(results, x, y)
    out.append(f'<text x="{LEFT}" y="24" font-size="15" fill="#222222">One core, {results.about["limits"]["cpu"]}: ● chainrule, ○ the best other system</text>')
    return "\n".join(out + ["</svg>\n"])


def axes(x, y, y_range):
    right, bottom = WIDTH - RIGHT, HEIGHT - BOTTOM
    for power in range(-1, 3):
        value = 10.0 ** power
        yield f'<line x1="{x(value):.1f}" y1="{TOP}" x2="{x(value):.1f}" y2="{bottom}" stroke="#dddddd"/>'
        yield f'<text x="{x(value):.1f}" y="{bottom + 18}" text-anchor="middle" fill="#444444">{value:g}</text>'
    value = y_range[0]
    while value <= y_range[1] * 1.001:
        yield f'<line x1="{LEFT}" y1="{y(value):.1f}" x2="{right}" y2="{y(value):.1f}" stroke="#dddddd"/>'
        yield f'<text x="{LEFT - 8}" y="{y(value) + 4:.1f}" text-anchor="end" fill="#444444">{value:g}</text>'
        value *= 10
    yield f'<text x="{(LEFT + right) / 2}" y="{HEIGHT - 14}" text-anchor="middle" fill="#222222">floating-point operations for each byte moved</text>'
    yield f'<text transform="translate(18 {(TOP + bottom) / 2}) rotate(-90)" text-anchor="middle" fill="#222222">GFLOP/s</text>'


def roofs(results, x, y, peak, y_range):
    yield f'<line x1="{x(X[0]):.1f}" y1="{y(peak):.1f}" x2="{x(X[1]):.1f}" y2="{y(peak):.1f}" stroke="#b03030" stroke-width="2"/>'
    yield f'<text x="{LEFT + 6}" y="{y(peak) - 6:.1f}" fill="#b03030">fused multiply-adds, {peak:.0f} GFLOP/s</text>'
    above = math.inf
    for name, label in ROOFS:
        rate = results.limits[name]["t1_max"]
        # Where the line above is too near, the label goes below.
        lift, above = -5 if above / rate > 1.5 else 11, rate
        low, high = max(X[0], y_range[0] / rate), min(peak / rate, X[1])
        yield f'<line x1="{x(low):.1f}" y1="{y(low * rate):.1f}" x2="{x(high):.1f}" y2="{y(high * rate):.1f}" stroke="#3060a0" stroke-width="1.5"/>'
        # Along the line.
        at = 0.13
        angle = -math.degrees(math.atan2(y(at * rate) - y(at * 2 * rate), x(at * 2) - x(at)))
        yield (f'<text transform="translate({x(at):.1f} {y(at * rate) + lift:.1f}) rotate({angle:.1f})" fill="#3060a0" font-size="11">{label}, '
               f'{rate:.0f} GB/s</text>')


def dots(results, x, y):
    placed = []
    for group in "training", "inference", "products":
        workloads = dict.fromkeys(key[0] for key in results.rows[group] if key[1] == 1)
        for workload in workloads:
            at = intensity(workload)
            if at is None or workload.startswith("W7") and not workload.startswith("W7:NN"):
                continue
            rates = {name: results.fastest_rate(group, (w, t, name)) for w, t, name in results.rows[group] if w == workload and t == 1}
            ours = rates.pop("chainrule", None)
            other = max((rate for rate in rates.values() if rate), default=None)
            if other:
                yield f'<circle cx="{x(at):.1f}" cy="{y(other):.1f}" r="4.5" fill="none" stroke="#666666" stroke-width="1.5"/>'
            if ours:
                yield f'<circle cx="{x(at):.1f}" cy="{y(ours):.1f}" r="4.5" fill="#207040"/>'
                place = [x(at) + 8, y(ours) + 4]
                while any(abs(place[0] - px) < 60 and abs(place[1] - py) < 12 for px, py in placed):
                    place[1] += 12
                placed.append(place)
                label = "W7 " + workload.split("x")[-1] + "³" if workload.startswith("W7") else workload
                yield f'<text x="{place[0]:.1f}" y="{place[1]:.1f}" fill="#207040" font-size="12">{label}</text>'
