"""Holds a conversation of the coffee example with Python's grpcio over native gRPC.

No generated code: the definitions come from the server's own reflection. One line for each check, then the counts.

    python conversation.py 127.0.0.1:8080 [descriptors.bin]

What reflection gave is written to the second argument, for the clients that cannot ask for it.
"""

import sys

import grpc
from google.protobuf import descriptor_pb2, json_format
from google.protobuf.descriptor_pool import DescriptorPool
from google.protobuf.message_factory import GetMessageClass
from grpc_health.v1 import health_pb2, health_pb2_grpc
from grpc_reflection.v1alpha.proto_reflection_descriptor_database import (
    ProtoReflectionDescriptorDatabase,
)

SERVICE = "nuance.dlg.v1.DialogService"
MODEL = "urn:nuance-mix:tag:model/coffee/mix.dialog"
TIMEOUT = 20


class Checks:
    def __init__(self):
        self.passed = 0
        self.failed = 0

    def that(self, what, holds):
        print("ok  " if holds else "FAIL", what, flush=True)
        if holds:
            self.passed += 1
        else:
            self.failed += 1


class DialogClient:
    """Calls by name, with plain dictionaries."""

    def __init__(self, channel, service):
        self.channel = channel
        self.methods = {method.name: method for method in service.methods}

    def call(self, name, **fields):
        method = self.methods[name]
        request = json_format.ParseDict(fields, GetMessageClass(method.input_type)())
        call = self.channel.unary_unary(
            f"/{SERVICE}/{name}",
            request_serializer=lambda message: message.SerializeToString(),
            response_deserializer=GetMessageClass(method.output_type).FromString,
        )
        return json_format.MessageToDict(call(request, timeout=TIMEOUT))

    def code_of(self, name, **fields):
        try:
            self.call(name, **fields)
        except grpc.RpcError as error:
            return error.code(), error.details()
        return grpc.StatusCode.OK, ""


def started(client):
    reply = client.call(
        "Start",
        selector={"channel": "Web_VA", "language": "en-US", "library": "default"},
        payload={"model_ref": {"uri": MODEL}, "data": {"user_name": "Miranda"}},
    )
    return reply["payload"]["sessionId"]


def text_of(payload):
    action = next(iter(payload[name] for name in payload if name.endswith("Action")), {})
    messages = payload.get("messages", []) + [action.get("message", {})]
    return " ".join(v["text"] for m in messages for v in m.get("visual", []))


def order(client, checks):
    session = started(client)
    checks.that("Start opens a session", bool(session))

    def turn(**payload):
        return client.call("Execute", session_id=session, payload=payload)["payload"]

    checks.that("the greeting names the visitor", "Miranda" in text_of(turn()))
    left = client.call("Status", session_id=session)["sessionRemainingSec"]
    checks.that("Status tells the time that is left", 0 < left <= 900)
    client.call("Update", session_id=session, payload={"data": {"user_name": "Ada"}})
    checks.that("Update is taken", True)
    asked = turn(user_input={"user_text": "I want a double espresso"})
    asked = asked.get("daAction", {})
    checks.that("a text leads to client data access", asked.get("id") == "get_coffee_price")
    checks.that("its data name the coffee", asked["data"].get("COFFEE_TYPE") == "espresso")
    data = {"coffee_price": "4.25", "returnCode": "0"}
    offer = turn(requested_data={"id": "get_coffee_price", "data": data})
    checks.that("the price comes from the client", "4.25" in text_of(offer))
    items = offer["qaAction"]["selectable"]["selectableItems"]
    checks.that("there is a choice", [i["value"]["value"] for i in items] == ["yes", "no"])
    charged = turn(user_input={"selected_item": {"id": "answer", "value": "yes"}})
    checks.that("a choice leads to the backend", "continueAction" in charged)
    checks.that("the dialog ends after it", "endAction" in turn())
    code, _ = client.code_of("Stop", session_id=session)
    checks.that("an ended session cannot be stopped", code == grpc.StatusCode.NOT_FOUND)


def errors(client, checks):
    code, words = client.code_of("Execute", session_id="nobody")
    checks.that("an unknown session is NOT_FOUND", code == grpc.StatusCode.NOT_FOUND)
    checks.that("the words of an error arrive", "nobody" in words)
    uri = {"model_ref": {"uri": MODEL.replace("coffee", "tea")}}
    code, _ = client.code_of("Start", payload=uri)
    checks.that("an unknown model is NOT_FOUND", code == grpc.StatusCode.NOT_FOUND)
    session = started(client)
    client.call("Stop", session_id=session)
    code, _ = client.code_of("Status", session_id=session)
    checks.that("a stopped session is gone", code == grpc.StatusCode.NOT_FOUND)


def health(channel, checks):
    stub = health_pb2_grpc.HealthStub(channel)
    for service in ["", SERVICE]:
        answer = stub.Check(health_pb2.HealthCheckRequest(service=service), timeout=TIMEOUT)
        serving = health_pb2.HealthCheckResponse.SERVING
        checks.that(f"'{service}' is serving", answer.status == serving)


def write_descriptors(database, path):
    """The file of the service, one of a service that the server does not have, and what they import."""
    files = {}

    def add(file):
        for name in file.dependency:
            if name not in files:
                add(database.FindFileByName(name))
        files[file.name] = file

    for service in (SERVICE, "nuance.nlu.v1.Runtime"):
        add(database.FindFileContainingSymbol(service))
    with open(path, "wb") as output:
        descriptors = descriptor_pb2.FileDescriptorSet(file=files.values())
        output.write(descriptors.SerializeToString())


def main(address, descriptors=None):
    checks = Checks()
    with grpc.insecure_channel(address) as channel:
        database = ProtoReflectionDescriptorDatabase(channel)
        checks.that("reflection lists the service", SERVICE in database.get_services())
        if descriptors:
            write_descriptors(database, descriptors)
        service = DescriptorPool(database).FindServiceByName(SERVICE)
        client = DialogClient(channel, service)
        for part in (order, errors):
            part(client, checks)
        health(channel, checks)
    print(f"{checks.passed} passed, {checks.failed} failed")
    return 1 if checks.failed else 0


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:]))
