# SPDX-License-Identifier: Apache-2.0
"""What the user wrote (profile, pools, machine), and the copy of the pools that the compiler saves."""

import json

from .memory import UserPool


def user_profile():
    """JSON with comments, as ST's examples have it."""
    return ("""{
    // One profile: the NPU's own memories, weights in flash.
    "Globals": {
    },
    "Profiles": {
        "fingers": {
            "memory_pool": "./my.mpool",
            "machine_desc": "./my.mdesc",
            "options": "@OPTIONS@" // as given to the compiler
        }
    }
}
""")


def user_pools(lowering):
    pools = []
    for p in sorted(lowering.pools, key=lambda p: p.address):
        if isinstance(p, UserPool):
            continue
        fast = p.name.startswith("npu")
        properties = {"rights": "ACC_READ" if p.read_only else "ACC_WRITE", "throughput": "HIGH" if fast else "MID",
                      "latency": "LOW" if fast else "HIGH", "byteWidth": 8 if fast else 1, "freqRatio": 1.25 if fast else 6.0,
                      "read_power": 20.0, "write_power": 20.0}
        if p.cacheable:
            properties.update(cacheable="CACHEABLE_ON", constants_preferred="true")
        pools.append({"fname": p.postfix, "name": p.name, "fformat": "FORMAT_RAW", "prop": properties,
                      "offset": {"value": f"0x{p.address:08x}", "magnitude": "BYTES"},
                      "size": {"value": str(p.size // 1024), "magnitude": "KBYTES"}})
    content = {"params": {"param": [{"paramname": "max_onchip_sram_size", "value": "1024", "magnitude": "KBYTES"}]},
               "memory": {"cacheinfo": [{"nlines": 512, "linesize": 64, "associativity": 8, "bypass_enable": 1,
                                         "prop": {"rights": "ACC_WRITE", "throughput": "MID", "latency": "MID", "byteWidth": 8,
                                                  "freqRatio": 2.5, "read_power": 13.0, "write_power": 12.0}}],
                          "mem_file_prefix": "atonbuf", "mempools": pools}}
    return json.dumps(content, indent="\t") + "\n"


def saved_pools(lowering):
    pools = []
    for p in sorted(lowering.pools, key=lambda p: p.index):
        if isinstance(p, UserPool):
            continue
        fast = p.name.startswith("npu")
        properties = {"rights": "ACC_READ" if p.read_only else "ACC_WRITE", "throughput": "HIGH" if fast else "MID",
                      "latency": "LOW" if fast else "HIGH", "byteWidth": 8 if fast else 1, "freqRatio": 1.25 if fast else 6,
                      "burstMaxLength": 4294967295, "burstPenalty": 0, "pipelined": "PIPELINED_ON",
                      "cacheable": "CACHEABLE_ON" if p.cacheable else "CACHEABLE_OFF", "readPower": 20, "writePower": 20,
                      "constantsPreferred": p.cacheable}
        pools.append({"fname": p.postfix, "name": p.name, "fformat": "FORMAT_RAW", "prop": properties,
                      "offset": {"value": str(p.address // 1024), "magnitude": "KBYTES"},
                      "size": {"value": str(p.size // 1024), "magnitude": "KBYTES"}, "mode": "USEMODE_ABSOLUTE", "busNode": 0})
    return json.dumps({"memory": {"memFilePrefix": "atonbuf", "mempools": pools}}, indent=1) + "\n"


def machine():
    units = [("CONVACC", 4), ("POOL", 2), ("ARITH", 4), ("ACTIV", 2), ("DECUN", 2), ("RECBUF", 1), ("STRENG", 10),
             ("PROCESSOR", 1)]
    accelerators = [{"index": 0, "num": count, "version": "0.0", "power": 5.0, "type": type} for type, count in units]
    return json.dumps({"externals": {"mpool_name": "my"},
                       "machine": {"name": "stm32n6", "version": "0.0", "fully_connected": "true", "nominal_frequency": 1000,
                                   "nominal_vdd": 0.8, "frequency": 1000, "vdd": 0.8, "accelerators": accelerators}},
                      indent=1) + "\n"
