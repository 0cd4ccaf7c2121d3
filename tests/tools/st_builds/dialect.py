# SPDX-License-Identifier: Apache-2.0
"""What differs between the versions of ST Edge AI Core that the builds imitate."""

import dataclasses


@dataclasses.dataclass(frozen=True)
class Dialect:
    core: str            # "2.2"
    tool: str            # version of ST Edge AI Core, as its files state it
    compiler: str        # version of the NPU's compiler
    git_branch: str
    git_description: str
    runtime: tuple       # the four numbers of the runtime guard
    oe_suffix: str       # of the front end's files
    options: str         # of the compiler, as a profile states them
    network: str = "network"    # C name of the network
    user_io: bool = False       # inputs and outputs are the application's

    @property
    def two_roundings(self):
        return self.core >= "3"

    @property
    def controller(self):
        return "--enable-epoch-controller" in self.options

    @property
    def guard_directive(self):
        return "warning" if self.core <= "2.1" else "error"

    @property
    def virtual_address(self):
        return ("__" if self.core == "2.0" else "") + ("LL_ATON_LIB_PHYSICAL_TO_VIRTUAL_ADDR" if self.core == "2.0"
                                                       else "ATON_LIB_PHYSICAL_TO_VIRTUAL_ADDR")

    @property
    def item_type(self):
        return "LL_ATON_RT_EpochBlockItem_t" if self.core >= "4" else "EpochBlock_ItemTypeDef"

    @property
    def block_arguments(self):
        """Names of what epoch functions get, with their types."""
        if self.core >= "4":
            return {"epoch_block": "const LL_ATON_RT_EpochBlockItem_t *", "nn_instance": "const NN_Instance_TypeDef *"}
        return {"epoch_block": "const void *"}


OPTIONS = ("--all-buffers-info --cache-maintenance --native-float --enable-virtual-mem-pools -O3 --Omax-ca-pipe 4 "
           "--Ocache-opt --Os")
CORE_2_0 = Dialect("2.0", "2.0.0-20049", "1.0.0-16", "STAI-2.0", "STAI-2.0-RC1-1-1-g0307e413", (1, 0, 0, 16), "3_1_0",
                   OPTIONS + " --no-hw-sw-parallelism", "Default")
CORE_2_1 = Dialect("2.1", "2.1.0-20194 329b0e98d", "1.1.0-31", "STAI-2.1", "atonn-v1.1.0-31-g27f5d5bc", (1, 1, 0, 31),
                   "3_2_0", OPTIONS, "Default")
CORE_2_2 = Dialect("2.2", "2.2.0-20266 2adc00962", "1.1.1-14", "STAI-2.2", "atonn-v1.1.1-14-ge619e860", (1, 1, 1, 14),
                   "3_3_0", OPTIONS, "Default")
CORE_3_0 = Dialect("3.0", "3.0.0-20426 123672867", "1.1.3-8", "STAI-3.0", "atonn-v1.1.3-8-g80369096", (1, 1, 3, 8),
                   "3_3_1", OPTIONS)
CORE_4_0 = Dialect("4.0", "4.0.0-20500 359356bb0", "1.1.3-262", "STAI-4.0", "STAI-3.0.0-254-g7cc65410",
                   (1, 1, 3, 262), "3_3_1", OPTIONS)


def with_controller(dialect):
    return dataclasses.replace(dialect, options=dialect.options + " --enable-epoch-controller")
