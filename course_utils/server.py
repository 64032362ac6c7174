"""A Jupyter server extension that sends each message of a kernel at once.

A slider dragged in the browser talks to the kernel in many small messages. On a stock server the
operating system holds each of them back for about 40 ms, waiting to pack several into one
(Nagle's algorithm, RFC 896, meeting the delayed acknowledgement of RFC 1122). The option
TCP_NODELAY switches that off. The environment that this package is installed in enables the
extension by itself: see etc/jupyter/jupyter_server_config.d/course_utils.json.
"""

from jupyter_server.services.kernels.connection.channels import ZMQChannelsWebsocketConnection


class NoDelayWebsocketConnection(ZMQChannelsWebsocketConnection):
    """The stock connection between browser and kernel, with TCP_NODELAY set."""

    def connect(self):
        self.websocket_handler.set_nodelay(True)
        return super().connect()


def _jupyter_server_extension_points():
    return [{"module": "course_utils.server"}]


def _load_jupyter_server_extension(server_app):
    """Use `NoDelayWebsocketConnection` where the server would use the stock class.

    The class is chosen here and not in the configuration file: a value there would also replace
    the class that a server connected to a gateway chooses by itself.
    """
    if server_app.kernel_websocket_connection_class is not ZMQChannelsWebsocketConnection:
        server_app.log.info("course_utils.server: another connection class is set, nothing done")
        return
    server_app.kernel_websocket_connection_class = NoDelayWebsocketConnection
    # The web application was handed the class when it was made, before extensions are loaded.
    server_app.web_app.settings["kernel_websocket_connection_class"] = NoDelayWebsocketConnection
