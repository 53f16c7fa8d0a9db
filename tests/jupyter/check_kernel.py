"""Talks to the installed kernel as Jupyter does. Prints one line a check; stops with an error at the first that fails.

Arguments: notebooks. Each must be valid; the first one is run from its first cell to its last.
"""
import sys
import time

import nbformat
from jupyter_client.manager import KernelManager
from nbclient import NotebookClient
from nbclient.exceptions import CellExecutionError

PATIENCE = 60


def run(client, code):
    """Runs a cell; returns the reply and the messages that came before it was idle."""
    asked, messages = client.execute(code), []
    while True:
        message = client.get_iopub_msg(timeout=PATIENCE)
        if message["parent_header"].get("msg_id") != asked:
            continue
        if message["msg_type"] == "status" and message["content"]["execution_state"] == "idle":
            break
        messages.append(message)
    return reply_to(client, asked), messages


def reply_to(client, asked):
    while True:
        reply = client.get_shell_msg(timeout=PATIENCE)
        if reply["parent_header"].get("msg_id") == asked:
            return reply["content"]


def text(messages):
    return "".join(m["content"]["text"] for m in messages if m["msg_type"] == "stream")


def check(what, holds, seen):
    if not holds:
        sys.exit(f"FAILED: {what}; got {seen}")
    print(f"ok: {what}")


def interrupted(manager, client, code, what):
    asked = client.execute(code)
    time.sleep(1.5)
    started = time.monotonic()
    manager.interrupt_kernel()
    reply = reply_to(client, asked)
    check(f"{what} is interrupted", reply["status"] == "error" and reply["ename"] == "Interrupted", reply)
    check(f"{what} ends soon after", time.monotonic() - started < 10, time.monotonic() - started)


manager = KernelManager(kernel_name="chainrule")
manager.start_kernel()
client = manager.client()
client.start_channels()
client.wait_for_ready(timeout=PATIENCE)

reply, messages = run(client, 'int x = 41;')
check("a cell runs", reply["status"] == "ok" and reply["execution_count"] == 1, reply)
reply, messages = run(client, 'Console.WriteLine($"x is {x + 1}");')
check("state is carried", text(messages) == "x is 42\n", messages)
reply, messages = run(client, 'using static Chainrule.Lessons.Display;\nShow(Math.Sin, 0, 1);')
faces = [m["content"]["data"] for m in messages if m["msg_type"] == "display_data"]
check("a picture is shown", len(faces) == 1 and set(faces[0]) == {"image/svg+xml", "text/plain"}, messages)
reply, messages = run(client, 'int y = 1;\ny = z;')
check("an error has its place", reply["status"] == "error" and "cell 4, line 2, column 5" in reply["traceback"][0], reply)

asked = client.complete("var 𝓛 = x; Math.Tan", 19)
reply = reply_to(client, asked)
check("completion", "Tanh" in reply["matches"] and (reply["cursor_start"], reply["cursor_end"]) == (16, 19), reply)
check("an open brace is incomplete", reply_to(client, client.is_complete("if (x > 1) {"))["status"] == "incomplete", "")

interrupted(manager, client, "while (true) { }", "a loop")
interrupted(manager, client, "Thread.Sleep(100000);", "a sleep")
interrupted(manager, client, "await Task.Delay(100000);", "a wait")
reply, messages = run(client, "Console.Write(x);")
check("state survives the interrupts", text(messages) == "41", messages)

manager.restart_kernel(now=False)
client.wait_for_ready(timeout=PATIENCE)
reply, messages = run(client, "Console.Write(x);")
check("a restart forgets", reply["status"] == "error" and reply["ename"] == "CS0103", reply)
run(client, "int Deeper(int n) => Deeper(n + 1) + 1;")
client.execute("Deeper(0)")
for _ in range(10 * PATIENCE):
    if not manager.is_alive():
        break
    time.sleep(0.1)
manager.restart_kernel(now=True)
client.wait_for_ready(timeout=PATIENCE)
reply, messages = run(client, "1")
check("after a stack overflow the learner is told", "The kernel ended while" in text(messages), messages)
client.stop_channels()
manager.shutdown_kernel(now=False)
check("the kernel ends when asked to", not manager.is_alive(), "alive")

notebook = nbformat.read(sys.argv[1], 4)
for path in sys.argv[1:]:
    nbformat.validate(nbformat.read(path, 4))
check("the notebooks are valid", True, "")
stored = [cell.get("outputs") for cell in notebook.cells]
NotebookClient(notebook, kernel_name="chainrule", timeout=PATIENCE).execute()


def shape(cells):
    """The faces of each output; pieces of text in a row count as one. PNGs are put beside the pictures of stored notebooks later, by tests/notebooks/pictures.cs."""
    faces = [[sorted(o["data"].keys() - {"image/png"}) if o["output_type"] == "display_data" else o["output_type"] for o in outputs or []] for outputs in cells]
    return [[face for i, face in enumerate(cell) if i == 0 or face != "stream" or cell[i - 1] != "stream"] for cell in faces]


check("a lesson's notebook runs and shows what is stored in it", shape(stored) == shape([cell.get("outputs") for cell in notebook.cells]), shape([c.get("outputs") for c in notebook.cells]))

broken = nbformat.v4.new_notebook(cells=[nbformat.v4.new_code_cell("int a = 1;"), nbformat.v4.new_code_cell("a = b;"), nbformat.v4.new_code_cell("a = 2;")])
try:
    NotebookClient(broken, kernel_name="chainrule", timeout=PATIENCE).execute()
    sys.exit("FAILED: a cell that fails stops the notebook")
except CellExecutionError as error:
    check("a cell that fails stops the notebook", "CS0103" in str(error), error)
