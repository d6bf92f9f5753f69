// Holds a conversation of the coffee example with @connectrpc/connect-web over gRPC-Web.
//
// No generated code: the service is read from an encoded FileDescriptorSet. One line for each check, then the counts.
//
//     node conversation.mjs http://127.0.0.1:8080 descriptors.bin

import { readFileSync } from "node:fs";

import { createFileRegistry, fromBinary } from "@bufbuild/protobuf";
import { FileDescriptorSetSchema } from "@bufbuild/protobuf/wkt";
import { Code, ConnectError, createClient } from "@connectrpc/connect";
import { createGrpcWebTransport } from "@connectrpc/connect-web";

const MODEL = "urn:nuance-mix:tag:model/coffee/mix.dialog";
const counts = { passed: 0, failed: 0 };

function check(what, holds) {
  console.log(holds ? "ok  " : "FAIL", what);
  counts[holds ? "passed" : "failed"] += 1;
}

async function errorOf(call) {
  try {
    await call;
  } catch (error) {
    return ConnectError.from(error);
  }
  return undefined;
}

function textOf({ messages, action }) {
  const all = [...messages, action.value?.message].filter(Boolean);
  return all.flatMap((message) => message.visual.map((visual) => visual.text)).join(" ");
}

async function started(client) {
  const response = await client.start({
    selector: { channel: "Web_VA", language: "en-US", library: "default" },
    payload: { modelRef: { uri: MODEL }, data: { user_name: "Miranda" } },
  });
  return response.payload.sessionId;
}

const text = (userText) => ({ userInput: { input: { case: "userText", value: userText } } });
const pick = (id, value) => ({ userInput: { input: { case: "selectedItem", value: { id, value } } } });

async function order(client) {
  const sessionId = await started(client);
  check("start opens a session", sessionId.length > 0);
  const turn = async (payload) => (await client.execute({ sessionId, payload })).payload;

  check("the greeting names the visitor", textOf(await turn({})).includes("Miranda"));
  const { sessionRemainingSec } = await client.status({ sessionId });
  check("status tells the time that is left", sessionRemainingSec > 0 && sessionRemainingSec <= 900);
  await client.update({ sessionId, payload: { data: { user_name: "Ada" } } });
  check("update is taken", true);
  const asked = await turn(text("I want a double espresso"));
  check("a text leads to client data access", asked.action.value.id === "get_coffee_price");
  check("its data name the coffee", asked.action.value.data.COFFEE_TYPE === "espresso");
  const data = { coffee_price: "4.25", returnCode: "0" };
  const offer = await turn({ requestedData: { id: "get_coffee_price", data } });
  check("the price comes from the client", textOf(offer).includes("4.25"));
  const items = offer.action.value.selectable.selectableItems;
  check("there is a choice", items.map((item) => item.value.value).join() === "yes,no");
  const charged = await turn(pick("answer", "yes"));
  check("a choice leads to the backend", charged.action.case === "continueAction");
  check("the dialog ends after it", (await turn({})).action.case === "endAction");
  check("an ended session cannot be stopped", (await errorOf(client.stop({ sessionId })))?.code === Code.NotFound);
}

async function errors(client) {
  const unknown = await errorOf(client.execute({ sessionId: "nobody" }));
  check("an unknown session is not found", unknown?.code === Code.NotFound);
  check("the words of an error arrive", unknown?.rawMessage.includes("nobody"));
  const payload = { modelRef: { uri: MODEL.replace("coffee", "tea") } };
  check("an unknown model is not found", (await errorOf(client.start({ payload })))?.code === Code.NotFound);
  const sessionId = await started(client);
  await client.stop({ sessionId });
  check("a stopped session is gone", (await errorOf(client.status({ sessionId })))?.code === Code.NotFound);
}

const [baseUrl, descriptors] = process.argv.slice(2);
const registry = createFileRegistry(fromBinary(FileDescriptorSetSchema, readFileSync(descriptors)));
const service = registry.getService("nuance.dlg.v1.DialogService");


const client = createClient(service, createGrpcWebTransport({ baseUrl }));
await order(client);
await errors(client);
const recognizer = registry.getService("nuance.nlu.v1.Runtime");
const other = createClient(recognizer, createGrpcWebTransport({ baseUrl }));
const unserved = await errorOf(other.interpret({}));
check("a service that is not served is unimplemented", unserved?.code === Code.Unimplemented);

console.log(`${counts.passed} passed, ${counts.failed} failed`);
process.exitCode = counts.failed ? 1 : 0;
