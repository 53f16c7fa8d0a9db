"""Kills a training (SIGKILL) at random moments, resumes it, and compares the model with that of a training that was never stopped: the same bits.

usage: kill_and_resume.py PROGRAM [KILLS] [SEED]    PROGRAM is the built command, such as src/Chainrule.Cli/bin/Debug/net10.0/chainrule
"""
import json, os, random, struct, subprocess, sys, tempfile, time

program, kills, seed = os.path.abspath(sys.argv[1]), int(sys.argv[2]) if len(sys.argv) > 2 else 6, int(sys.argv[3]) if len(sys.argv) > 3 else 1
data = ["digits:1500:1", "--hidden", "64,32", "--dropout", "0.2", "--schedule", "cosine", "--l2", "0.0001", "--patience", "1000", "--batch-size", "8", "--epochs", "60", "--seed", "3"]


def command(output, *more):
    return [program, "train", *data, "--output", output, *more]


def check_safetensors(path):
    raw = open(path, "rb").read()
    (length,) = struct.unpack("<Q", raw[:8])
    header = json.loads(raw[8 : 8 + length])
    end = max(each["data_offsets"][1] for name, each in header.items() if name != "__metadata__")
    assert 8 + length + end == len(raw), f"{path}: {len(raw)} bytes, wanted {8 + length + end}"


def check_files(folder):
    for name in os.listdir(folder):
        path = os.path.join(folder, name)
        if name.endswith(".safetensors"):
            check_safetensors(path)
        else:
            # Only the last line of the log may be cut off, and only what was being written aside may be half there.
            assert name.endswith((".log.csv", ".part")), f"{name} was left behind"


with tempfile.TemporaryDirectory() as folder:
    whole, broken = os.path.join(folder, "whole", "m.safetensors"), os.path.join(folder, "broken", "m.safetensors")
    for path in (whole, broken):
        os.mkdir(os.path.dirname(path))
    # The first line is printed when the training begins.
    begun = time.time()
    run = subprocess.Popen(command(whole), stdout=subprocess.PIPE)
    run.stdout.readline()
    start = time.time() - begun
    run.communicate()
    assert run.returncode == 0, run.returncode
    duration = time.time() - begun - start
    rng, killed, tries = random.Random(seed), 0, 0
    checkpoint = broken.replace(".safetensors", ".checkpoint.safetensors")
    while killed < kills:
        tries += 1
        assert tries < 20 * kills, "the training ends before it can be killed"
        if os.path.exists(broken):
            # It was over before all kills were made: the next one begins anew.
            assert open(whole, "rb").read() == open(broken, "rb").read(), "the resumed training has other bits"
            os.remove(broken)
        run = subprocess.Popen(command(broken, "--resume"), stdout=subprocess.DEVNULL, stderr=subprocess.PIPE)
        # Now and then while it is still starting or reading its checkpoint, mostly while it trains.
        wait = rng.uniform(0, start) if killed % 6 == 5 else start + rng.uniform(0, duration / 3)
        try:
            run.wait(timeout=wait)
            assert run.returncode == 0, run.stderr.read().decode()
        except subprocess.TimeoutExpired:
            run.kill()
            run.wait()
            killed += 1
            check_files(os.path.dirname(broken))
            print(f"kill {killed}: {'a checkpoint' if os.path.exists(checkpoint) else 'the model' if os.path.exists(broken) else 'nothing yet'} is there", flush=True)
    if not os.path.exists(broken):
        subprocess.run(command(broken, "--resume"), check=True, stdout=subprocess.DEVNULL)
    assert open(whole, "rb").read() == open(broken, "rb").read(), "the resumed training has other bits"
    logs = [open(path.replace(".safetensors", ".log.csv")).read() for path in (whole, broken)]
    assert logs[0] == logs[1], "the resumed log differs"
    assert not os.path.exists(checkpoint), "the checkpoint was left behind"
    # The wrong twin: another seed has other bits, so that equal ones say something.
    subprocess.run([each if each != "3" else "4" for each in command(broken)], check=True, stdout=subprocess.DEVNULL)
    assert open(whole, "rb").read() != open(broken, "rb").read(), "another seed has the same bits"
print(f"{kills} kills: every file loads, and the model has the bits of one that never stopped ({duration:.1f} s).")
