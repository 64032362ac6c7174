"""A neural network of any depth: its layers, its losses, forward, backward, update and training.

``layers`` holds what a network is made of, ``losses`` what it lowers, ``network`` the passes
through all layers, ``training`` the loop over mini-batches.
"""

from course_utils.neural_network.layers import Dense, ReLU, Sigmoid, Tanh
from course_utils.neural_network.losses import MeanSquaredError, SoftmaxCrossEntropy, softmax
from course_utils.neural_network.network import Network, make_network
from course_utils.neural_network.training import Epoch, train

__all__ = [
    "Dense",
    "Epoch",
    "MeanSquaredError",
    "Network",
    "ReLU",
    "Sigmoid",
    "SoftmaxCrossEntropy",
    "Tanh",
    "make_network",
    "softmax",
    "train",
]
