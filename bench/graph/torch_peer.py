"""PyTorch as a peer: trains convolutional networks when told to, and answers with seconds of processor time.

Reads one JSON object a line from standard input, answers with one on standard output:
  {"hello": true}                                the version
  {"train": case, "layout": ..., "batch": 64}    trains `case.steps` steps on random images; the layout is "contiguous" or
                                                 "channels_last", and "compile" with either says whether torch.compile is used
"""

import json
import sys
import time

import torch

torch.set_num_threads(1)
networks = {}


def build(case, layout, is_compiled, batch):
    torch.manual_seed(1)
    nn, layers, channels, side = torch.nn, [], 1, 28
    for filters, stride in case["convolutions"]:
        layers.append(nn.Conv2d(channels, filters, 3, stride, 1, bias=not case["batchNorm"]))
        if case["batchNorm"]:
            layers.append(nn.BatchNorm2d(filters, eps=1e-3, momentum=0.01))
        layers.append(nn.ReLU())
        channels, side = filters, -(-side // stride)
    if case["hidden"] > 0:
        layers += [nn.Flatten(), nn.Linear(channels * side * side, case["hidden"], bias=not case["batchNorm"])]
        if case["batchNorm"]:
            layers.append(nn.BatchNorm1d(case["hidden"], eps=1e-3, momentum=0.01))
        layers += [nn.ReLU(), nn.Linear(case["hidden"], 10)]
    else:
        layers += [nn.AdaptiveAvgPool2d(1), nn.Flatten(), nn.Linear(channels, 10)]
    model = nn.Sequential(*layers)
    images, labels = torch.rand(batch, 1, 28, 28), torch.randint(0, 10, (batch,))
    if layout == "channels_last":
        model = model.to(memory_format=torch.channels_last)
        images = images.to(memory_format=torch.channels_last)
    parameters, rate = model.parameters(), case["learningRate"]
    is_adam = case["optimizer"] == "adam"
    optimizer = torch.optim.Adam(parameters, rate) if is_adam else torch.optim.SGD(parameters, rate)
    run = torch.compile(model) if is_compiled else model

    def step():
        optimizer.zero_grad()
        torch.nn.functional.cross_entropy(run(images), labels).backward()
        optimizer.step()

    return step


def train(case, layout, is_compiled, batch):
    key = (case["name"], layout, is_compiled)
    if key not in networks:
        networks[key] = build(case, layout, is_compiled, batch)
    step = networks[key]
    start = time.process_time()
    for _ in range(case["steps"]):
        step()
    return {"seconds": time.process_time() - start}


for line in sys.stdin:
    request = json.loads(line)
    if "hello" in request:
        answer = {"version": torch.__version__, "compiles": hasattr(torch, "compile")}
    else:
        try:
            answer = train(request["train"], request["layout"], request["compile"], request["batch"])
        except Exception as error:
            answer = {"error": str(error)}
    print(json.dumps(answer), flush=True)
