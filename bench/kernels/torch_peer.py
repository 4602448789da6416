"""PyTorch as a peer: trains and validates the same networks when told to, and answers with seconds.

Reads one JSON object a line from standard input, answers with one on standard output:
  {"load": {...}}                             the images (paths of raw bytes), kept as float32 tensors
  {"train": case, "batches": [[...], ...]}    trains on the batches of example numbers given
  {"validate": case}                          logits and accuracy of the validation images
"""

import json
import sys
import time

import torch

torch.set_num_threads(1)
torch.manual_seed(1)
activations = {"relu": torch.nn.ReLU, "sigmoid": torch.nn.Sigmoid}
data = {}
networks = {}


def read(path, size, kind):
    with open(path, "rb") as file:
        values = torch.frombuffer(bytearray(file.read()), dtype=torch.uint8)
    return values.reshape(-1, size).float().div(255) if kind == "images" else values.long()


def build(case):
    sizes = case["sizes"]
    layers = []
    for before, units in zip(sizes[:-2], sizes[1:-1]):
        layers.append(torch.nn.Linear(before, units, bias=not case["batchNorm"]))
        if case["batchNorm"]:
            layers.append(torch.nn.BatchNorm1d(units, eps=1e-3, momentum=0.01))
        layers.append(activations[case["activation"]]())
    layers.append(torch.nn.Linear(sizes[-2], sizes[-1]))
    model = torch.nn.Sequential(*layers)
    for layer in model:
        if isinstance(layer, torch.nn.Linear):
            torch.nn.init.normal_(layer.weight, std=0.05)
            if layer.bias is not None:
                torch.nn.init.zeros_(layer.bias)
    optimizer = torch.optim.SGD(model.parameters(), lr=case["learningRate"])
    return model, optimizer


def network(case):
    if case["name"] not in networks:
        networks[case["name"]] = build(case)
    return networks[case["name"]]


def train(case, batches):
    model, optimizer = network(case)
    model.train()
    loss_of = torch.nn.CrossEntropyLoss()
    batches = [torch.tensor(batch) for batch in batches]
    start = time.process_time()
    for batch in batches:
        optimizer.zero_grad()
        loss = loss_of(model(data["images"][batch]), data["labels"][batch])
        loss.backward()
        optimizer.step()
    return {"seconds": time.process_time() - start, "loss": loss.item()}


def validate(case):
    model, _ = network(case)
    model.eval()
    start = time.process_time()
    with torch.no_grad():
        guesses = model(data["validationImages"]).argmax(1)
        accuracy = (guesses == data["validationLabels"]).float().mean().item()
    return {"seconds": time.process_time() - start, "accuracy": accuracy}


for line in sys.stdin:
    request = json.loads(line)
    if "load" in request:
        for name, path in request["load"].items():
            data[name] = read(path, 784 if "mages" in name else 1, "images" if "mages" in name else "labels")
            if "abels" in name:
                data[name] = data[name].flatten()
        answer = {"version": torch.__version__, "threads": torch.get_num_threads()}
    elif "train" in request:
        answer = train(request["train"], request["batches"])
    else:
        answer = validate(request["validate"])
    print(json.dumps(answer), flush=True)
