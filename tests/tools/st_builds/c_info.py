# SPDX-License-Identifier: Apache-2.0
"""The two c_info.json: the compiler's own in the workspace, and the merged one beside the code."""

import json

from .memory import UserPool
from .network_c import blob_symbol, grouped
from .units import UNIT_NAMES, Stream, Vector

FORMATS = {"INT8": "S8", "UINT8": "U8", "INT16": "S16", "FLOAT": "FLOAT", "FXP": "Q"}


class CInfo:
    def __init__(self, build):
        self.build, self.lowering, self.dialect = build, build.lowering, build.dialect
        low = self.lowering
        inner = [b for b in low.activations if not b.port]
        self.buffers = [low.input, low.output, *inner, *low.parameters]
        self.ids = {b: i for i, b in enumerate(self.buffers, 1)}
        self.pool_ids = {p: i for i, p in enumerate(sorted(low.pools, key=lambda p: p.index), 1)}
        self.next_node, self.edges = 1, []
        self.node_of = {}  # producer of each buffer and unit
        self.nodes = [self.epoch_node(e) for e in low.epochs]
        self.flow_edges()

    def buffer(self, b):
        # A second name of a tensor begins with the first here, while network.c says which node gave it.
        first = getattr(b, "alias_of", b).start
        entry = {"alignment": 1, "batch": b.batch, "channel_first": b.position in "FU", "channel_last": b.position in "LU",
                 "epochs": {"end": b.end, "start": first}, "flags": "", "format": f"STAI_FORMAT_{FORMATS[b.type]}",
                 "id": self.ids[b]}
        if b.scales:
            entry["intq"] = {"axis": 0 if len(b.scales) > 1 else -1, "offsets": b.zeros,
                             "scales": [float(f"{s:.9g}") for s in b.scales]}
        return entry | {"is_param": b.parameter, "mpool_id": self.pool_ids[b.pool], "name": b.name, "nbits": b.bits,
                        "offset_start": b.offset, "qmn": {"m": b.m, "n": b.n, "sign": int(b.kind not in ("UINT8", "FLOAT"))},
                        "shape": b.shape, "shape_map": [], "size_bytes": b.size}

    def pool(self, p):
        user = isinstance(p, UserPool)
        fast = p.name.startswith("npu")
        return {"address": "" if user else str(p.address), "alignment": 8,
                "attributes": {"burst_max_length": 4294967295, "burst_penalty": 0, "byte_width": 8 if fast else 1,
                               "freq_ratio": 1.25 if fast else 6, "latency": "LOW" if fast else "HIGH", "read_power": 20,
                               "score": 94 if fast else 50, "throughput": "HIGH" if fast else "MID",
                               "use_for_initrs": not fast, "write_power": 20},
                "buffers": [self.ids[b] for b in p.buffers if b in self.ids],
                "cacheable": "CACHEABLE_UNDEF" if self.dialect.core == "2.1" and not p.cacheable or user else
                             "CACHEABLE_ON" if p.cacheable else "CACHEABLE_OFF",
                "fname": f"atonbuf.{p.postfix}.raw", "id": self.pool_ids[p], "name": p.name, "offset_start": 0,
                "persistent": True, "pipelined": "PIPELINED_ON", "rights": "ACC_READ" if p.read_only else "ACC_WRITE",
                "size_bytes": p.size, "subpools": [], "used_size_bytes": p.used, "user_allocated": user}

    def node(self, name, mapping, kind, description="", unit=None, inputs=(), outputs=(), inner=()):
        node = {"id": self.next_node, "inputs": [self.ids[b] for b in inputs if b in self.ids], "macc": 0, "mapping": mapping,
                "name": name, "original_nodes": [], "outputs": [self.ids[b] for b in outputs if b in self.ids],
                "scratchs": [], "subgraph_nodes": [], "sw_functions": [], "attributes": {}}
        if self.dialect.core >= "3":
            node["type"] = kind
            if unit:
                node["attributes"] = {"HWUnit": unit}
        else:
            node["description"] = description or (f"Node kind={kind}" if kind else "")
        self.next_node += 1
        node["subgraph_nodes"] = [make() for make in inner]
        return node

    def epoch_node(self, epoch):
        newer = self.dialect.core >= "3"
        idle = "NODE_NO_X" if newer else "NODE_HW"
        makers = []
        if epoch.number == 0:
            makers = [lambda b=b: self.remember(self.node(b.name, idle, "Param", outputs=[b]), b) for b in self.lowering.parameters]
        makers += [lambda n=n, k=k: self.node(n, "NODE_SW" if k == "Return" and not newer else idle, k)
                   for n, k in epoch.placeholders]
        makers += [lambda u=u: self.unit_node(u) for u in epoch.units]
        if epoch.software:
            makers.append(lambda: self.software_node(epoch))
        mapping = {"NONE": idle, "HW": "NODE_HW", "SW": "NODE_SW"}[epoch.kind]
        description = ""
        if self.dialect.controller and epoch.kind == "HW":
            mapping = "NODE_EC"
            group = next(g for g in grouped(self.lowering) if epoch in g)
            description = f"Epoch Controller {blob_symbol(self.dialect, group[0].number)}"
        return self.node(f"epoch_{epoch.number}", mapping, "", description, inputs=epoch.reads() + self.vector_buffers(epoch.units),
                         outputs=epoch.writes(), inner=makers)

    @staticmethod
    def vector_buffers(units):
        return [f.buffer for u in units for f in u.fields.values() if isinstance(f, Vector)]

    def remember(self, node, *keys):
        for key in keys:
            self.node_of[key] = node["id"]
        return node

    def edge(self, name, kind, buffer, start, end, port=0):
        self.edges.append({"attributes": {}, "buffer": self.ids.get(buffer, 0), "edge_kind": kind,
                           "end": {"node_id": end, "port": port}, "id": len(self.edges) + 1, "name": name,
                           "start": {"node_id": start, "port": 0}})

    @staticmethod
    def edge_name(buffer):
        return f"{buffer.name}_FLOAT__{'_'.join(map(str, buffer.shape))}__"

    def memory_edge(self, buffer, end, port):
        self.edge(self.edge_name(buffer), "EDGE_MEMORY", buffer, self.node_of.get(buffer, 1), end, port)

    def unit_node(self, unit):
        read = [s.buffer for s in unit.sources if isinstance(s, Stream)] + self.vector_buffers([unit])
        written = [s.buffer for s in unit.streams]
        node = self.node(unit.node, "NODE_HW", unit.kind, unit=f"{UNIT_NAMES[unit.type][0]} {unit.index}", inputs=read,
                         outputs=written)
        for port, source in enumerate(unit.sources):
            if isinstance(source, Stream):
                self.memory_edge(source.buffer, node["id"], port)
            else:
                self.edge(f"{source.output}_FLOAT__1__", "EDGE_INTERNAL", None, self.node_of[source], node["id"], port)
        for buffer in self.vector_buffers([unit]):
            if buffer in self.ids:
                self.memory_edge(buffer, node["id"], len(unit.sources))
        return self.remember(node, unit, *written)

    def software_node(self, epoch):
        s = epoch.software
        read = s["inputs"] + list(s["parameters"].values())
        mapping = "NODE_SW_INTEGER" if self.dialect.core >= "3" else "NODE_SW"
        node = self.node(s["names"].node, mapping, s["names"].operation, inputs=read, outputs=s["outputs"])
        for port, buffer in enumerate(read):
            self.memory_edge(buffer, node["id"], port)
        return self.remember(node, *s["outputs"])

    def flow_edges(self):
        for a, b in zip(self.nodes, self.nodes[1:]):
            self.edge(f"epochdep_{a['name'][6:]}_{b['name'][6:]}", "EDGE_FLOW", None, a["id"], b["id"])
        self.edge(self.edge_name(self.lowering.output), "EDGE_MEMORY", self.lowering.output,
                  self.node_of[self.lowering.output], self.nodes[-1]["subgraph_nodes"][0]["id"])

    def text(self, merged):
        low, build = self.lowering, self.build
        ports = json.loads(build.files[f"st_ai_output/{build.oe_name}_Q.json"]).get("model_info", {})
        content = {
            "json_schema_version": "2.0",
            "environment": {
                "generated_model": {"generated_time": build.time, "n_params": 0, "name": self.dialect.network, "size": 0,
                                    "type": "", "model_files": [{"name": f"{build.file_stem}.c", "signature": ""}]},
                "network_signature": build.network_signature, "target": "", "test_name": "",
                "tools": [build.front_end_tool(), build.compiler_tool()]},
            "buffers": [self.buffer(b) for b in self.buffers],
            "graphs": [{"id": 1, "name": self.dialect.network, "inputs": [1], "outputs": [2], "nodes": self.nodes,
                        "edges": self.edges, "original_inputs": ports.get("original_inputs", []),
                        "original_outputs": ports.get("original_outputs", [])}],
            "memory_pools": [self.pool(p) for p in sorted(low.pools, key=lambda p: p.index)],
            "memory_accesses": [], "power_estimates": []}
        if self.dialect.core >= "2.2":
            content["ec_blobs_info"] = [
                {"encrypted": False, "name": blob_symbol(self.dialect, g[0].number), "nodes_id": [self.nodes[e.number]["id"] for e in g]}
                for g in grouped(low) if self.dialect.controller and g[0].kind == "HW"]
        if merged:
            content["memory_footprint"] = {
                "activations": build.activation_bytes(), "io": [0, 0], "kernel_flash": None, "kernel_ram": None,
                "series": "generic", "toolchain": None, "toolchain_flash": None, "toolchain_ram": None, "weights": low.flash.used}
            content = dict(sorted(content.items()))
        return json.dumps(content, separators=(",", ":") if merged else None) + "\n"
