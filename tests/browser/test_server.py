"""The server extension: on by itself, and only where the stock connection class is used."""

import json
import logging
import urllib.request
from types import SimpleNamespace

import pytest
from jupyter_server.services.kernels.connection.channels import ZMQChannelsWebsocketConnection
from websocket import create_connection

from course_utils import server
from lab import jupyter_lab

PROBE = '''
"""Log what each accepted socket's TCP_NODELAY is once a kernel's websocket is connected."""
import socket
from jupyter_server.services.kernels import websocket

stock_open = websocket.KernelWebsocketHandler.open


async def open_and_log(self, kernel_id):
    await stock_open(self, kernel_id)
    stream = self.ws_connection.stream
    option = stream.socket.getsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY)
    self.log.warning("probe: TCP_NODELAY=%d %s", option != 0, type(self.connection).__name__)


websocket.KernelWebsocketHandler.open = open_and_log


def _load_jupyter_server_extension(server_app):
    pass
'''


@pytest.mark.parametrize("stock", [False, True])
def test_a_running_server_sends_at_once(tmp_path, monkeypatch, stock):
    (tmp_path / "probe_nodelay.py").write_text(PROBE, encoding="utf-8")
    monkeypatch.setenv("PYTHONPATH", str(tmp_path))
    work = tmp_path / "work"
    work.mkdir()
    with jupyter_lab(tmp_path, work, stock=stock, extensions=["probe_nodelay"]) as address:
        connect_to_a_kernel(address)
    log = (work / "server.log").read_text(encoding="utf-8")
    name = "ZMQChannelsWebsocketConnection" if stock else "NoDelayWebsocketConnection"
    assert f"probe: TCP_NODELAY={int(not stock)} {name}" in log


def connect_to_a_kernel(address):
    """Start a kernel through the server's API and open its websocket, as a browser does."""
    request = urllib.request.Request(f"{address}/api/kernels", data=b"{}", method="POST")
    with urllib.request.urlopen(request, timeout=30) as reply:
        kernel = json.load(reply)["id"]
    url = f"{address.replace('http', 'ws')}/api/kernels/{kernel}/channels"
    connection = create_connection(url, timeout=30)
    connection.recv()
    connection.close()


def fake_server(connection_class):
    """A server application as far as the extension looks at it."""
    settings = {"kernel_websocket_connection_class": connection_class}
    return SimpleNamespace(
        kernel_websocket_connection_class=connection_class,
        web_app=SimpleNamespace(settings=settings),
        log=logging.getLogger("test"),
    )


def test_another_connection_class_is_left_alone():
    class Gateway:
        """Stands for any class that is not the stock one."""

    application = fake_server(Gateway)
    server._load_jupyter_server_extension(application)
    assert application.kernel_websocket_connection_class is Gateway
    assert application.web_app.settings["kernel_websocket_connection_class"] is Gateway


def test_the_stock_class_is_replaced():
    application = fake_server(ZMQChannelsWebsocketConnection)
    server._load_jupyter_server_extension(application)
    chosen = application.web_app.settings["kernel_websocket_connection_class"]
    assert chosen is server.NoDelayWebsocketConnection
    assert application.kernel_websocket_connection_class is chosen
