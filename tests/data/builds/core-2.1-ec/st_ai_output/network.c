/* Written by tests/tools/make_st_builds.py in the form of generated code. */

/*
 * GIT_SHA         "27f5d5bc00000000000000000000000000000000"
 * GIT_BRANCH      "STAI-2.1"
 * GIT_DESCRIPTION "atonn-v1.1.0-31-g27f5d5bc"
 *
 * Command Line options:
 * --load-mdesc-file = "/home/dev/fingers/my"
 * --load-mpool-file = "/home/dev/fingers/my"
 * --json-quant-file = "/home/dev/fingers/st_ai_output/fingers_OE_3_2_0_Q.json"
 * --all-buffers-info = true
 * --cache-maintenance = true
 * --native-float = true
 * --enable-virtual-mem-pools = true
 * --optimization = 3
 * --Omax-ca-pipe = 4
 * --Ocache-opt = true
 * --Os = true
 * --enable-epoch-controller = true
 * --output-info-file = "c_info"
 * --onnx-input = "/home/dev/fingers/st_ai_output/fingers_OE_3_2_0.onnx"
 * --out-dir-prefix = "/home/dev/fingers/st_ai_ws/neural_art__network/"
 */

#include "ll_aton_NN_interface.h"
#include "ll_aton.h"
#include "ll_aton_lib.h"
#include "ll_aton_version.h"
#include "ll_sw.h"
#include "ecloader.h"

#if LL_ATON_VERSION_MAJOR != 1 || LL_ATON_VERSION_MINOR != 1 || LL_ATON_VERSION_MICRO != 0 || LL_ATON_VERSION_DEV != 31
#  warning "Possible mismatch in ll_aton library used"
#endif

#if !defined(LL_ATON_DBG_BUFFER_INFO_EXCLUDED)
#  define LL_ATON_DBG_BUFFER_INFO_EXCLUDED 0
#endif

/* global pool 5 is 1.47 KB */
/* index=5 file postfix=xSPI2 name=octoFlash offset=0x71000000  absolute_mode size=16777208 READ_ONLY THROUGHPUT=MID LATENCY=HIGH byte width=1 freq ratio=6 burst max length=MAXINT burst penalty=0 pipelined=ON cacheable=ON read_power=20 write_power=20 use4initializers=YES score=50  */
/* global pool 4 is ? */
/* index=4 file postfix=xSPI1 name=hyperRAM offset=0x90000000  absolute_mode size=16777208 READ_WRITE THROUGHPUT=MID LATENCY=HIGH byte width=1 freq ratio=6 burst max length=MAXINT burst penalty=0 pipelined=ON cacheable=ON read_power=20 write_power=20 use4initializers=YES score=50  */
/* global pool 1 is 1.07 KB */
/* index=1 file postfix=AXISRAM5 name=npuRAM5 offset=0x342e0000  absolute_mode size=458752 READ_WRITE THROUGHPUT=HIGH LATENCY=LOW byte width=8 freq ratio=1.25 burst max length=MAXINT burst penalty=0 pipelined=ON cacheable=OFF read_power=20 write_power=20 use4initializers=NO score=94  */
/* global pool 2 is 0.12 KB */
/* index=2 file postfix=AXISRAM4 name=npuRAM4 offset=0x34270000  absolute_mode size=458752 READ_WRITE THROUGHPUT=HIGH LATENCY=LOW byte width=8 freq ratio=1.25 burst max length=MAXINT burst penalty=0 pipelined=ON cacheable=OFF read_power=20 write_power=20 use4initializers=NO score=94  */
/* global pool 3 is ? */
/* index=3 file postfix=AXISRAM3 name=npuRAM3 offset=0x34200000  absolute_mode size=458752 READ_WRITE THROUGHPUT=HIGH LATENCY=LOW byte width=8 freq ratio=1.25 burst max length=MAXINT burst penalty=0 pipelined=ON cacheable=OFF read_power=20 write_power=20 use4initializers=NO score=94  */
/* global pool 0 is ? */
/* index=0 file postfix=AXISRAM6 name=npuRAM6 offset=0x34350000  absolute_mode size=458744 READ_WRITE THROUGHPUT=HIGH LATENCY=LOW byte width=8 freq ratio=1.25 burst max length=MAXINT burst penalty=0 pipelined=ON cacheable=OFF read_power=20 write_power=20 use4initializers=NO score=94  */

LL_ATON_User_IO_Result_t LL_ATON_Set_User_Input_Buffer_Default(uint32_t num, void* buffer, uint32_t size)
{
  {
    return LL_ATON_User_IO_WRONG_INDEX;
  }
}

void *LL_ATON_Get_User_Input_Buffer_Default(uint32_t num)
{
  {
    return NULL;
  }
}

LL_ATON_User_IO_Result_t LL_ATON_Set_User_Output_Buffer_Default(uint32_t num, void* buffer, uint32_t size)
{
  {
    return LL_ATON_User_IO_WRONG_INDEX;
  }
}

void *LL_ATON_Get_User_Output_Buffer_Default(uint32_t num)
{
  {
    return NULL;
  }
}

#include "network_ecblobs.h"

/* scheduling epoch=0    nodes=13  ------------------------------------------------------------------- */

// Epoch Controller Blob (name='_ec_blob_1') micro instructions needed

// Epoch Controller Blob (name='_ec_blob_1') start function
static void _ec_blob_cache_start_func_1(const void *epoch_block)
{
  LL_ATON_LIB_UNUSED(epoch_block);

  /* *** MCU cache invalidate (only) operation (HW, whole range) *** */
  /*     memory pool: 1 */
  /*     start: ((uintptr_t)(ATON_LIB_PHYSICAL_TO_VIRTUAL_ADDR(0x342e0000UL + 32))) */
  /*     end:   ((uintptr_t)(ATON_LIB_PHYSICAL_TO_VIRTUAL_ADDR(0x342e0000UL + 64))) */
  LL_ATON_Cache_MCU_Invalidate_Range(((uintptr_t)(ATON_LIB_PHYSICAL_TO_VIRTUAL_ADDR(0x342e0000UL + 32))) /* Equivalent hex address = 0x342e0020UL */, 32);

}


/* scheduling epoch=8    nodes=1   ------------------------------------------------------------------- */

static void LL_ATON_End_EpochBlock_8(const void *epoch_block)
{
  LL_ATON_LIB_UNUSED(epoch_block);

  /* *** MCU cache invalidate (only) operation (SW, whole range) *** */
  /*     memory pool: 1 */
  /*     start: ((uintptr_t)(ATON_LIB_PHYSICAL_TO_VIRTUAL_ADDR(0x342e0000UL + 0))) */
  /*     end:   ((uintptr_t)(ATON_LIB_PHYSICAL_TO_VIRTUAL_ADDR(0x342e0000UL + 32))) */
  LL_ATON_Cache_MCU_Invalidate_Range(((uintptr_t)(ATON_LIB_PHYSICAL_TO_VIRTUAL_ADDR(0x342e0000UL + 0))) /* Equivalent hex address = 0x342e0000UL */, 32);

  /* *** MCU cache invalidate (only) operation (SW, whole range) *** */
  /*     memory pool: 1 */
  /*     start: ((uintptr_t)(ATON_LIB_PHYSICAL_TO_VIRTUAL_ADDR(0x342e0000UL + 64))) */
  /*     end:   ((uintptr_t)(ATON_LIB_PHYSICAL_TO_VIRTUAL_ADDR(0x342e0000UL + 1120))) */
  LL_ATON_Cache_MCU_Invalidate_Range(((uintptr_t)(ATON_LIB_PHYSICAL_TO_VIRTUAL_ADDR(0x342e0000UL + 64))) /* Equivalent hex address = 0x342e0040UL */, 1056);

  /* Unit= 27 [PROCESSOR 0] */
  /* kind=Softmax node=Softmax_30 */
  Softmax_integer_sw_info softmax1_sw_info = {
    /* "general.input" (Gemm_27_conv_4_off_bias_out_54) */
    .general.input.dim.tensor_b = 1,
    .general.input.dim.tensor_h = 1,
    .general.input.dim.tensor_w = 1,
    .general.input.dim.tensor_c = 4,
    .general.input.dim.num_elem = 4,
    .general.input.stride.b = 4,
    .general.input.stride.h = 4,
    .general.input.stride.w = 4,
    .general.input.stride.c = 1,
    .general.input.mem.start_offset = ((unsigned char *)(ATON_LIB_PHYSICAL_TO_VIRTUAL_ADDR(0x342e0000UL + 32))) /* Equivalent hex address = 0x342e0020UL */,
    .general.input.format.is_signed = 1,
    .is.mem.start_offset = ((unsigned char *)(ATON_LIB_PHYSICAL_TO_VIRTUAL_ADDR(0x71000000UL + 1408))) /* Equivalent hex address = 0x71000580UL */,
    .is.format.is_signed = 1,
    .is.dim.num_elem = 1,
    .izp.mem.start_offset = ((unsigned char *)(ATON_LIB_PHYSICAL_TO_VIRTUAL_ADDR(0x71000000UL + 1488))) /* Equivalent hex address = 0x710005d0UL */,
    .izp.format.is_signed = 1,
    .izp.dim.num_elem = 1,
    .os.mem.start_offset = ((unsigned char *)(ATON_LIB_PHYSICAL_TO_VIRTUAL_ADDR(0x71000000UL + 1424))) /* Equivalent hex address = 0x71000590UL */,
    .os.format.is_signed = 1,
    .os.dim.num_elem = 1,
    .ozp.mem.start_offset = ((unsigned char *)(ATON_LIB_PHYSICAL_TO_VIRTUAL_ADDR(0x71000000UL + 1504))) /* Equivalent hex address = 0x710005e0UL */,
    .ozp.format.is_signed = 1,
    .ozp.dim.num_elem = 1,
    /* "scratch" (SCRATCH_Softmax_30_PORT_OUT) */
    .scratch.dim.tensor_b = 1,
    .scratch.dim.tensor_h = 1,
    .scratch.dim.tensor_w = 257,
    .scratch.dim.tensor_c = 1,
    .scratch.dim.num_elem = 257,
    .scratch.stride.b = 1028,
    .scratch.stride.h = 1028,
    .scratch.stride.w = 4,
    .scratch.stride.c = 4,
    .scratch.mem.start_offset = ((unsigned char *)(ATON_LIB_PHYSICAL_TO_VIRTUAL_ADDR(0x342e0000UL + 64))) /* Equivalent hex address = 0x342e0040UL */,
    .scratch.format.is_signed = 1,
    /* "general.output" (Quantize_31_out_0) */
    .general.output.dim.tensor_b = 1,
    .general.output.dim.tensor_h = 1,
    .general.output.dim.tensor_w = 4,
    .general.output.dim.tensor_c = 1,
    .general.output.dim.num_elem = 4,
    .general.output.stride.b = 4,
    .general.output.stride.h = 4,
    .general.output.stride.w = 1,
    .general.output.stride.c = 1,
    .general.output.mem.start_offset = ((unsigned char *)(ATON_LIB_PHYSICAL_TO_VIRTUAL_ADDR(0x342e0000UL + 0))) /* Equivalent hex address = 0x342e0000UL */,
    .general.output.format.is_signed = 1,
    .quantized_multiplier = 1973665280,
    .left_shift = 15,
    .diff_min = -63488,
    .axis = 1,
    .general.type = LL_SW_SOFTMAX,
  };

  /* Node Softmax_30 mapped on EmbedNets (INTEGER) as Softmax | Category: Computational */
  ll_sw_forward_softmax_integer(&softmax1_sw_info);
  /* *** MCU cache clean (only) operation (SW, whole range) *** */
  /*     memory pool: 1 */
  /*     start: ((uintptr_t)(ATON_LIB_PHYSICAL_TO_VIRTUAL_ADDR(0x342e0000UL + 0))) */
  /*     end:   ((uintptr_t)(ATON_LIB_PHYSICAL_TO_VIRTUAL_ADDR(0x342e0000UL + 32))) */
  LL_ATON_Cache_MCU_Clean_Range(((uintptr_t)(ATON_LIB_PHYSICAL_TO_VIRTUAL_ADDR(0x342e0000UL + 0))) /* Equivalent hex address = 0x342e0000UL */, 32);

  /* *** MCU cache clean (only) operation (SW, whole range) *** */
  /*     memory pool: 1 */
  /*     start: ((uintptr_t)(ATON_LIB_PHYSICAL_TO_VIRTUAL_ADDR(0x342e0000UL + 64))) */
  /*     end:   ((uintptr_t)(ATON_LIB_PHYSICAL_TO_VIRTUAL_ADDR(0x342e0000UL + 1120))) */
  LL_ATON_Cache_MCU_Clean_Range(((uintptr_t)(ATON_LIB_PHYSICAL_TO_VIRTUAL_ADDR(0x342e0000UL + 64))) /* Equivalent hex address = 0x342e0040UL */, 1056);

}


/* scheduling epoch=9    nodes=1   ------------------------------------------------------------------- */

/* scheduling DONE                 ------------------------------------------------------------------- */

const EpochBlock_ItemTypeDef *LL_ATON_EpochBlockItems_Default(void) {

  static const EpochBlock_ItemTypeDef ll_atonn_rt_epoch_block_array[] = {
    {
      .start_epoch_block = _ec_blob_cache_start_func_1,
      .end_epoch_block = NULL,
      .blob_address = (uintptr_t)(_ec_blob_1),
      .wait_mask = 0,
      .flags = EpochBlock_Flags_epoch_start | EpochBlock_Flags_epoch_end | EpochBlock_Flags_blob | EpochBlock_Flags_pure_hw,
#ifdef LL_ATON_EB_DBG_INFO
      .epoch_num = 1,
      .last_epoch_num = 7,
#endif // LL_ATON_EB_DBG_INFO
    },
    {
      .start_epoch_block = NULL,
      .end_epoch_block = LL_ATON_End_EpochBlock_8,
      .wait_mask = 0x00000000,
      .flags = EpochBlock_Flags_epoch_start | EpochBlock_Flags_epoch_end | EpochBlock_Flags_pure_sw,
#ifdef LL_ATON_EB_DBG_INFO
      .epoch_num = 8,
      .last_epoch_num = 8,
      .in_streng_mask = 0x00000000,
      .out_streng_mask = 0x00000000,
      .estimated_npu_cycles = 0,
      .estimated_tot_cycles = 0,
#endif // LL_ATON_EB_DBG_INFO
    },
    {
      .flags = EpochBlock_Flags_last_eb,
    },
  };


  return ll_atonn_rt_epoch_block_array;
}

const LL_Buffer_InfoTypeDef *LL_ATON_Input_Buffers_Info_Default(void)
{
  static const uint32_t buff_info__shape_1_3_8_8[] = { 1, 8, 8, 3 };
  static const uint32_t buff_info__mem_shape_F_1_3_8_8[] = { 1, 3, 8, 8 };
  static const float buff_info_Input_0_out_0_quant_scale[] = { 0.0078740157186985 };
  static const int16_t buff_info_Input_0_out_0_quant_offset[] = { 2 };
#if LL_ATON_DBG_BUFFER_INFO_EXCLUDED == 0
  static const uint32_t buff_info__shape_8_3_3_3[] = { 8, 3, 3, 3 };
  static const uint32_t buff_info__mem_shape_L_8_3_3_3[] = { 8, 3, 3, 3 };
  static const float buff_info_Conv2D_2_weights_quant_scale[] = { 0.000719793664757162, 0.000856175611261278, 0.000757677538786083, 0.000553104560822248, 0.000901636260095984, 0.000757677538786083, 0.000659179466310889, 0.00069706334033981 };
  static const int16_t buff_info_Conv2D_2_weights_quant_offset[] = { 0, 0, 0, 0, 0, 0, 0, 0 };
  static const uint32_t buff_info__shape_1[] = { 1, 1, 1, 1 };
  static const uint32_t buff_info__mem_shape_U_1[] = { 1 };
  static const float buff_info_Conv2D_5_zero_off_10_quant_scale[] = { 0.00307140103541315 };
  static const int16_t buff_info_Conv2D_5_zero_off_10_quant_offset[] = { 0 };
  static const uint32_t buff_info__shape_8_4_3_3[] = { 8, 3, 3, 4 };
  static const uint32_t buff_info__mem_shape_L_8_4_3_3[] = { 8, 3, 3, 4 };
  static const float buff_info_Conv2D_5_weights_inflated_172_quant_scale[] = { 0.00167978997342288, 0.00137795275077224, 0.00162729655858129, 0.00128608918748796, 0.00144356954842806, 0.00110236217733473, 0.00166666670702398, 0.00152230972889811 };
  static const int16_t buff_info_Conv2D_5_weights_inflated_172_quant_offset[] = { 0, 0, 0, 0, 0, 0, 0, 0 };
  static const uint32_t buff_info__shape_32_8_1_1[] = { 32, 1, 1, 8 };
  static const uint32_t buff_info__mem_shape_F_32_8_1_1[] = { 32, 8, 1, 1 };
  static const float buff_info_Conv2D_11_weights_quant_scale[] = { 0.00122490932699293, 0.00137802306562662, 0.000974359747488052, 0.0016007338417694, 0.00122490932699293, 0.00158681441098452, 0.00176776689477265, 0.00123882875777781, 0.00154505611862987, 0.00119707058183849, 0.00176776689477265, 0.00133626477327198, 0.00164249213412404, 0.00178168632555753, 0.00136410363484174, 0.00172600871883333, 0.00178168632555753, 0.00153113668784499, 0.00119707058183849, 0.0010439568432048, 0.00105787627398968, 0.00151721725706011, 0.00133626477327198, 0.0016007338417694, 0.00172600871883333, 0.0011135539971292, 0.00171208928804845, 0.00158681441098452, 0.00179560575634241, 0.00168425042647868, 0.00175384758040309, 0.00121099001262337 };
  static const int16_t buff_info_Conv2D_11_weights_quant_offset[] = { 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0 };
  static const float buff_info_Conv2D_14_zero_off_29_quant_scale[] = { 0.000788129691500217 };
  static const int16_t buff_info_Conv2D_14_zero_off_29_quant_offset[] = { 0 };
  static const uint32_t buff_info__shape_8_32_1_1[] = { 8, 1, 1, 32 };
  static const uint32_t buff_info__mem_shape_M_8_32_1_1[] = { 8, 2, 1, 1, 16 };
  static const float buff_info_Conv2D_14_weights_quant_scale[] = { 0.000605495006311685, 0.000730769825167954, 0.000863004359416664, 0.000633333809673786, 0.000786447490099818, 0.000863004359416664, 0.000528938136994839, 0.00082124606706202 };
  static const int16_t buff_info_Conv2D_14_weights_quant_offset[] = { 0, 0, 0, 0, 0, 0, 0, 0 };
  static const float buff_info_Conv2D_20_weights_quant_scale[] = { 0.00107179570477456, 0.00121099001262337, 0.00148937851190567, 0.00137802306562662, 0.00105787627398968, 0.00107179570477456, 0.00129450648091733, 0.00153113668784499, 0.00114139285869896, 0.00173992814961821, 0.00164249213412404, 0.00112747342791408, 0.00116923172026873, 0.00129450648091733, 0.00162857270333916, 0.00137802306562662, 0.00164249213412404, 0.00129450648091733, 0.00154505611862987, 0.00130842591170222, 0.00153113668784499, 0.00136410363484174, 0.00171208928804845, 0.00130842591170222, 0.00155897554941475, 0.00147545908112079, 0.00108571513555944, 0.00144762021955103, 0.00171208928804845, 0.00178168632555753, 0.00144762021955103, 0.00148937851190567 };
  static const int16_t buff_info_Conv2D_20_weights_quant_offset[] = { 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0 };
  static const uint32_t buff_info__shape_1_1_1_1[] = { 1, 1, 1, 1 };
  static const uint32_t buff_info__mem_shape_F_1_1_1_1[] = { 1, 1, 1, 1 };
  static const uint32_t buff_info__shape_4_32_1_1[] = { 4, 1, 1, 32 };
  static const uint32_t buff_info__mem_shape_M_4_32_1_1[] = { 4, 2, 1, 1, 16 };
  static const float buff_info_Gemm_27_weights_transposed_3_quant_scale[] = { 0.000605495006311685, 0.000758608628530055, 0.000647253240458667, 0.000668132386635989 };
  static const int16_t buff_info_Gemm_27_weights_transposed_3_quant_offset[] = { 0, 0, 0, 0 };
  static const float buff_info_Softmax_30_i_zero_55_quant_scale[] = { 1 };
  static const int16_t buff_info_Softmax_30_i_zero_55_quant_offset[] = { 0 };
  static const float buff_info_Softmax_30_o_zero_56_quant_scale[] = { 1 };
  static const int16_t buff_info_Softmax_30_o_zero_56_quant_offset[] = { 0 };
#endif // LL_ATON_DBG_BUFFER_INFO_EXCLUDED == 0
  static const LL_Buffer_InfoTypeDef buff_info[] = {
    {
      .name = "Input_0_out_0",
      .addr_base = {(unsigned char *)(0x342e0000UL) /* Equivalent hex address = 0x342e0000UL */},
      .offset_start = 0,
      .offset_end = 192,
      .offset_limit = 256,
      .is_user_allocated = 0,
      .is_param = 0,
      .epoch = 0,
      .batch = 1,
      .mem_shape = buff_info__mem_shape_F_1_3_8_8,
      .mem_ndims = 4,
      .chpos = CHPos_First,
      .Qm = 7,
      .Qn = 0,
      .Qunsigned = 0,
      .type = DataType_INT8,
      .nbits = 8,
      .ndims = 4,
      .shape = buff_info__shape_1_3_8_8,
      .per_channel = 0,
      .scale = buff_info_Input_0_out_0_quant_scale,
      .offset = buff_info_Input_0_out_0_quant_offset,
    },
#if LL_ATON_DBG_BUFFER_INFO_EXCLUDED == 0
    {
      .name = "Conv2D_2_weights",
      .addr_base = {(unsigned char *)(0x71000000UL) /* Equivalent hex address = 0x71000000UL */},
      .offset_start = 1056,
      .offset_end = 1272,
      .offset_limit = 1336,
      .is_user_allocated = 0,
      .is_param = 1,
      .epoch = 0,
      .batch = 3,
      .mem_shape = buff_info__mem_shape_L_8_3_3_3,
      .mem_ndims = 4,
      .chpos = CHPos_Last,
      .Qm = 7,
      .Qn = 0,
      .Qunsigned = 0,
      .type = DataType_INT8,
      .nbits = 8,
      .ndims = 4,
      .shape = buff_info__shape_8_3_3_3,
      .per_channel = 1,
      .scale = buff_info_Conv2D_2_weights_quant_scale,
      .offset = buff_info_Conv2D_2_weights_quant_offset,
    },
    {
      .name = "Conv2D_5_zero_off_10",
      .addr_base = {(unsigned char *)(0x71000000UL) /* Equivalent hex address = 0x71000000UL */},
      .offset_start = 1456,
      .offset_end = 1457,
      .offset_limit = 1521,
      .is_user_allocated = 0,
      .is_param = 1,
      .epoch = 0,
      .batch = 1,
      .mem_shape = buff_info__mem_shape_U_1,
      .mem_ndims = 1,
      .chpos = CHPos_UNDEFINED,
      .Qm = 7,
      .Qn = 0,
      .Qunsigned = 0,
      .type = DataType_INT8,
      .nbits = 8,
      .ndims = 4,
      .shape = buff_info__shape_1,
      .per_channel = 0,
      .scale = buff_info_Conv2D_5_zero_off_10_quant_scale,
      .offset = buff_info_Conv2D_5_zero_off_10_quant_offset,
    },
    {
      .name = "Conv2D_5_weights_inflated_172",
      .addr_base = {(unsigned char *)(0x71000000UL) /* Equivalent hex address = 0x71000000UL */},
      .offset_start = 0,
      .offset_end = 288,
      .offset_limit = 352,
      .is_user_allocated = 0,
      .is_param = 1,
      .epoch = 0,
      .batch = 4,
      .mem_shape = buff_info__mem_shape_L_8_4_3_3,
      .mem_ndims = 4,
      .chpos = CHPos_Last,
      .Qm = 7,
      .Qn = 0,
      .Qunsigned = 0,
      .type = DataType_INT8,
      .nbits = 8,
      .ndims = 4,
      .shape = buff_info__shape_8_4_3_3,
      .per_channel = 1,
      .scale = buff_info_Conv2D_5_weights_inflated_172_quant_scale,
      .offset = buff_info_Conv2D_5_weights_inflated_172_quant_offset,
    },
    {
      .name = "Conv2D_11_weights",
      .addr_base = {(unsigned char *)(0x71000000UL) /* Equivalent hex address = 0x71000000UL */},
      .offset_start = 288,
      .offset_end = 544,
      .offset_limit = 608,
      .is_user_allocated = 0,
      .is_param = 1,
      .epoch = 0,
      .batch = 8,
      .mem_shape = buff_info__mem_shape_F_32_8_1_1,
      .mem_ndims = 4,
      .chpos = CHPos_First,
      .Qm = 7,
      .Qn = 0,
      .Qunsigned = 0,
      .type = DataType_INT8,
      .nbits = 8,
      .ndims = 4,
      .shape = buff_info__shape_32_8_1_1,
      .per_channel = 1,
      .scale = buff_info_Conv2D_11_weights_quant_scale,
      .offset = buff_info_Conv2D_11_weights_quant_offset,
    },
    {
      .name = "Conv2D_14_zero_off_29",
      .addr_base = {(unsigned char *)(0x71000000UL) /* Equivalent hex address = 0x71000000UL */},
      .offset_start = 1440,
      .offset_end = 1441,
      .offset_limit = 1505,
      .is_user_allocated = 0,
      .is_param = 1,
      .epoch = 0,
      .batch = 1,
      .mem_shape = buff_info__mem_shape_U_1,
      .mem_ndims = 1,
      .chpos = CHPos_UNDEFINED,
      .Qm = 7,
      .Qn = 0,
      .Qunsigned = 0,
      .type = DataType_INT8,
      .nbits = 8,
      .ndims = 4,
      .shape = buff_info__shape_1,
      .per_channel = 0,
      .scale = buff_info_Conv2D_14_zero_off_29_quant_scale,
      .offset = buff_info_Conv2D_14_zero_off_29_quant_offset,
    },
    {
      .name = "Conv2D_14_weights",
      .addr_base = {(unsigned char *)(0x71000000UL) /* Equivalent hex address = 0x71000000UL */},
      .offset_start = 544,
      .offset_end = 800,
      .offset_limit = 864,
      .is_user_allocated = 0,
      .is_param = 1,
      .epoch = 0,
      .batch = 16,
      .mem_shape = buff_info__mem_shape_M_8_32_1_1,
      .mem_ndims = 5,
      .chpos = CHPos_Mixed,
      .Qm = 7,
      .Qn = 0,
      .Qunsigned = 0,
      .type = DataType_INT8,
      .nbits = 8,
      .ndims = 4,
      .shape = buff_info__shape_8_32_1_1,
      .per_channel = 1,
      .scale = buff_info_Conv2D_14_weights_quant_scale,
      .offset = buff_info_Conv2D_14_weights_quant_offset,
    },
    {
      .name = "Conv2D_20_weights",
      .addr_base = {(unsigned char *)(0x71000000UL) /* Equivalent hex address = 0x71000000UL */},
      .offset_start = 800,
      .offset_end = 1056,
      .offset_limit = 1120,
      .is_user_allocated = 0,
      .is_param = 1,
      .epoch = 0,
      .batch = 8,
      .mem_shape = buff_info__mem_shape_F_32_8_1_1,
      .mem_ndims = 4,
      .chpos = CHPos_First,
      .Qm = 7,
      .Qn = 0,
      .Qunsigned = 0,
      .type = DataType_INT8,
      .nbits = 8,
      .ndims = 4,
      .shape = buff_info__shape_32_8_1_1,
      .per_channel = 1,
      .scale = buff_info_Conv2D_20_weights_quant_scale,
      .offset = buff_info_Conv2D_20_weights_quant_offset,
    },
    {
      .name = "RequantizeLinear_inserted_id45_46_requantize_zero",
      .addr_base = {(unsigned char *)(0x71000000UL) /* Equivalent hex address = 0x71000000UL */},
      .offset_start = 1472,
      .offset_end = 1473,
      .offset_limit = 1537,
      .is_user_allocated = 0,
      .is_param = 1,
      .epoch = 0,
      .batch = 1,
      .mem_shape = buff_info__mem_shape_F_1_1_1_1,
      .mem_ndims = 4,
      .chpos = CHPos_First,
      .Qm = 7,
      .Qn = 0,
      .Qunsigned = 0,
      .type = DataType_FXP,
      .nbits = 8,
      .ndims = 4,
      .shape = buff_info__shape_1_1_1_1,
    },
    {
      .name = "Gemm_27_weights_transposed_3",
      .addr_base = {(unsigned char *)(0x71000000UL) /* Equivalent hex address = 0x71000000UL */},
      .offset_start = 1280,
      .offset_end = 1408,
      .offset_limit = 1472,
      .is_user_allocated = 0,
      .is_param = 1,
      .epoch = 0,
      .batch = 16,
      .mem_shape = buff_info__mem_shape_M_4_32_1_1,
      .mem_ndims = 5,
      .chpos = CHPos_Mixed,
      .Qm = 7,
      .Qn = 0,
      .Qunsigned = 0,
      .type = DataType_INT8,
      .nbits = 8,
      .ndims = 4,
      .shape = buff_info__shape_4_32_1_1,
      .per_channel = 1,
      .scale = buff_info_Gemm_27_weights_transposed_3_quant_scale,
      .offset = buff_info_Gemm_27_weights_transposed_3_quant_offset,
    },
    {
      .name = "Softmax_30_i_scale_55",
      .addr_base = {(unsigned char *)(0x71000000UL) /* Equivalent hex address = 0x71000000UL */},
      .offset_start = 1408,
      .offset_end = 1412,
      .offset_limit = 1476,
      .is_user_allocated = 0,
      .is_param = 1,
      .epoch = 0,
      .batch = 1,
      .mem_shape = buff_info__mem_shape_U_1,
      .mem_ndims = 1,
      .chpos = CHPos_UNDEFINED,
      .Qm = 0,
      .Qn = 0,
      .Qunsigned = 0,
      .type = DataType_FLOAT,
      .nbits = 32,
      .ndims = 4,
      .shape = buff_info__shape_1,
    },
    {
      .name = "Softmax_30_i_zero_55",
      .addr_base = {(unsigned char *)(0x71000000UL) /* Equivalent hex address = 0x71000000UL */},
      .offset_start = 1488,
      .offset_end = 1489,
      .offset_limit = 1553,
      .is_user_allocated = 0,
      .is_param = 1,
      .epoch = 0,
      .batch = 1,
      .mem_shape = buff_info__mem_shape_U_1,
      .mem_ndims = 1,
      .chpos = CHPos_UNDEFINED,
      .Qm = 7,
      .Qn = 0,
      .Qunsigned = 0,
      .type = DataType_INT8,
      .nbits = 8,
      .ndims = 4,
      .shape = buff_info__shape_1,
      .per_channel = 0,
      .scale = buff_info_Softmax_30_i_zero_55_quant_scale,
      .offset = buff_info_Softmax_30_i_zero_55_quant_offset,
    },
    {
      .name = "Softmax_30_o_scale_56",
      .addr_base = {(unsigned char *)(0x71000000UL) /* Equivalent hex address = 0x71000000UL */},
      .offset_start = 1424,
      .offset_end = 1428,
      .offset_limit = 1492,
      .is_user_allocated = 0,
      .is_param = 1,
      .epoch = 0,
      .batch = 1,
      .mem_shape = buff_info__mem_shape_U_1,
      .mem_ndims = 1,
      .chpos = CHPos_UNDEFINED,
      .Qm = 0,
      .Qn = 0,
      .Qunsigned = 0,
      .type = DataType_FLOAT,
      .nbits = 32,
      .ndims = 4,
      .shape = buff_info__shape_1,
    },
    {
      .name = "Softmax_30_o_zero_56",
      .addr_base = {(unsigned char *)(0x71000000UL) /* Equivalent hex address = 0x71000000UL */},
      .offset_start = 1504,
      .offset_end = 1505,
      .offset_limit = 1569,
      .is_user_allocated = 0,
      .is_param = 1,
      .epoch = 0,
      .batch = 1,
      .mem_shape = buff_info__mem_shape_U_1,
      .mem_ndims = 1,
      .chpos = CHPos_UNDEFINED,
      .Qm = 7,
      .Qn = 0,
      .Qunsigned = 0,
      .type = DataType_INT8,
      .nbits = 8,
      .ndims = 4,
      .shape = buff_info__shape_1,
      .per_channel = 0,
      .scale = buff_info_Softmax_30_o_zero_56_quant_scale,
      .offset = buff_info_Softmax_30_o_zero_56_quant_offset,
    },
#endif // LL_ATON_DBG_BUFFER_INFO_EXCLUDED == 0
    {
      .name = NULL,
    }
  };

  return buff_info;
}

const LL_Buffer_InfoTypeDef *LL_ATON_Output_Buffers_Info_Default(void)
{
  static const uint32_t buff_info__shape_1_4[] = { 1, 1, 4, 1 };
  static const uint32_t buff_info__mem_shape_U_1_4[] = { 1, 4 };
  static const float buff_info_Quantize_31_out_0_quant_scale[] = { 0.00390625 };
  static const int16_t buff_info_Quantize_31_out_0_quant_offset[] = { -128 };
  static const LL_Buffer_InfoTypeDef buff_info[] = {
    {
      .name = "Quantize_31_out_0",
      .addr_base = {(unsigned char *)(0x342e0000UL) /* Equivalent hex address = 0x342e0000UL */},
      .offset_start = 0,
      .offset_end = 4,
      .offset_limit = 68,
      .is_user_allocated = 0,
      .is_param = 0,
      .epoch = 8,
      .batch = 1,
      .mem_shape = buff_info__mem_shape_U_1_4,
      .mem_ndims = 2,
      .chpos = CHPos_UNDEFINED,
      .Qm = 7,
      .Qn = 0,
      .Qunsigned = 0,
      .type = DataType_INT8,
      .nbits = 8,
      .ndims = 4,
      .shape = buff_info__shape_1_4,
      .per_channel = 0,
      .scale = buff_info_Quantize_31_out_0_quant_scale,
      .offset = buff_info_Quantize_31_out_0_quant_offset,
    },
    {
      .name = NULL,
    }
  };

  return buff_info;
}

const LL_Buffer_InfoTypeDef *LL_ATON_Internal_Buffers_Info_Default(void)
{
  static const uint32_t buff_info__shape_1_8_4_4[] = { 1, 4, 4, 8 };
  static const uint32_t buff_info__mem_shape_M_1_8_4_4[] = { 1, 2, 4, 4, 4 };
  static const float buff_info_Conv2D_2_off_bias_out_8_quant_scale[] = { 0.00307140103541315 };
  static const int16_t buff_info_Conv2D_2_off_bias_out_8_quant_offset[] = { -128 };
  static const float buff_info_Conv2D_5_zero_off_out_11_quant_scale[] = { 0.00307140103541315 };
  static const int16_t buff_info_Conv2D_5_zero_off_out_11_quant_offset[] = { 0 };
  static const float buff_info_Conv2D_5_off_bias_out_18_quant_scale[] = { 0.00162629736587405 };
  static const int16_t buff_info_Conv2D_5_off_bias_out_18_quant_offset[] = { -46 };
  static const float buff_info_PReLU_8_0_mul_x_quant_scale[] = { 6.99307884133304e-06 };
  static const int16_t buff_info_PReLU_8_0_mul_x_quant_offset[] = { 0 };
  static const uint32_t buff_info__mem_shape_L_1_8_4_4[] = { 1, 4, 4, 8 };
  static const float buff_info_PReLU_8_out_0_quant_scale[] = { 0.00132884061895311 };
  static const int16_t buff_info_PReLU_8_out_0_quant_offset[] = { -85 };
  static const uint32_t buff_info__shape_1_32_4_4[] = { 1, 4, 4, 32 };
  static const uint32_t buff_info__mem_shape_M_1_32_4_4[] = { 1, 2, 4, 4, 16 };
  static const float buff_info_Conv2D_14_zero_off_out_30_quant_scale[] = { 0.000788129691500217 };
  static const int16_t buff_info_Conv2D_14_zero_off_out_30_quant_offset[] = { 0 };
  static const float buff_info_Add_17_out_0_quant_scale[] = { 0.00337321264669299 };
  static const int16_t buff_info_Add_17_out_0_quant_offset[] = { -101 };
  static const uint32_t buff_info__shape_1_32_1_1[] = { 1, 1, 1, 32 };
  static const uint32_t buff_info__mem_shape_F_1_32_1_1[] = { 1, 32, 1, 1 };
  static const float buff_info_AveragePool_23_out_0_cp_in_2_quant_scale[] = { 0.000835430168081075 };
  static const int16_t buff_info_AveragePool_23_out_0_cp_in_2_quant_offset[] = { -117 };
  static const uint32_t buff_info__shape_1_4_1_1[] = { 1, 1, 1, 4 };
  static const uint32_t buff_info__mem_shape_F_1_4_1_1[] = { 1, 4, 1, 1 };
  static const float buff_info_Gemm_27_conv_4_off_bias_out_54_quant_scale[] = { 0.000448759528808296 };
  static const int16_t buff_info_Gemm_27_conv_4_off_bias_out_54_quant_offset[] = { -79 };
  static const uint32_t buff_info__shape_257[] = { 1, 1, 257, 1 };
  static const uint32_t buff_info__mem_shape_U_257[] = { 257 };
  static const LL_Buffer_InfoTypeDef buff_info[] = {
    {
      .name = "Conv2D_2_off_bias_out_8",
      .addr_base = {(unsigned char *)(0x34270000UL) /* Equivalent hex address = 0x34270000UL */},
      .offset_start = 0,
      .offset_end = 128,
      .offset_limit = 192,
      .is_user_allocated = 0,
      .is_param = 0,
      .epoch = 1,
      .batch = 4,
      .mem_shape = buff_info__mem_shape_M_1_8_4_4,
      .mem_ndims = 5,
      .chpos = CHPos_Mixed,
      .Qm = 7,
      .Qn = 0,
      .Qunsigned = 0,
      .type = DataType_INT8,
      .nbits = 8,
      .ndims = 4,
      .shape = buff_info__shape_1_8_4_4,
      .per_channel = 0,
      .scale = buff_info_Conv2D_2_off_bias_out_8_quant_scale,
      .offset = buff_info_Conv2D_2_off_bias_out_8_quant_offset,
    },
    {
      .name = "Conv2D_5_zero_off_out_11",
      .addr_base = {(unsigned char *)(0x342e0000UL) /* Equivalent hex address = 0x342e0000UL */},
      .offset_start = 192,
      .offset_end = 320,
      .offset_limit = 384,
      .is_user_allocated = 0,
      .is_param = 0,
      .epoch = 1,
      .batch = 4,
      .mem_shape = buff_info__mem_shape_M_1_8_4_4,
      .mem_ndims = 5,
      .chpos = CHPos_Mixed,
      .Qm = 8,
      .Qn = 0,
      .Qunsigned = 1,
      .type = DataType_UINT8,
      .nbits = 8,
      .ndims = 4,
      .shape = buff_info__shape_1_8_4_4,
      .per_channel = 0,
      .scale = buff_info_Conv2D_5_zero_off_out_11_quant_scale,
      .offset = buff_info_Conv2D_5_zero_off_out_11_quant_offset,
    },
    {
      .name = "Conv2D_5_off_bias_out_18",
      .addr_base = {(unsigned char *)(0x342e0000UL) /* Equivalent hex address = 0x342e0000UL */},
      .offset_start = 0,
      .offset_end = 128,
      .offset_limit = 192,
      .is_user_allocated = 0,
      .is_param = 0,
      .epoch = 2,
      .batch = 4,
      .mem_shape = buff_info__mem_shape_M_1_8_4_4,
      .mem_ndims = 5,
      .chpos = CHPos_Mixed,
      .Qm = 7,
      .Qn = 0,
      .Qunsigned = 0,
      .type = DataType_INT8,
      .nbits = 8,
      .ndims = 4,
      .shape = buff_info__shape_1_8_4_4,
      .per_channel = 0,
      .scale = buff_info_Conv2D_5_off_bias_out_18_quant_scale,
      .offset = buff_info_Conv2D_5_off_bias_out_18_quant_offset,
    },
    {
      .name = "PReLU_8_0_mul_x",
      .addr_base = {(unsigned char *)(0x342e0000UL) /* Equivalent hex address = 0x342e0000UL */},
      .offset_start = 320,
      .offset_end = 576,
      .offset_limit = 640,
      .is_user_allocated = 0,
      .is_param = 0,
      .epoch = 2,
      .batch = 4,
      .mem_shape = buff_info__mem_shape_M_1_8_4_4,
      .mem_ndims = 5,
      .chpos = CHPos_Mixed,
      .Qm = 15,
      .Qn = 0,
      .Qunsigned = 0,
      .type = DataType_INT16,
      .nbits = 16,
      .ndims = 4,
      .shape = buff_info__shape_1_8_4_4,
      .per_channel = 0,
      .scale = buff_info_PReLU_8_0_mul_x_quant_scale,
      .offset = buff_info_PReLU_8_0_mul_x_quant_offset,
    },
    {
      .name = "PReLU_8_out_0",
      .addr_base = {(unsigned char *)(0x342e0000UL) /* Equivalent hex address = 0x342e0000UL */},
      .offset_start = 128,
      .offset_end = 256,
      .offset_limit = 320,
      .is_user_allocated = 0,
      .is_param = 0,
      .epoch = 3,
      .batch = 8,
      .mem_shape = buff_info__mem_shape_L_1_8_4_4,
      .mem_ndims = 4,
      .chpos = CHPos_Last,
      .Qm = 7,
      .Qn = 0,
      .Qunsigned = 0,
      .type = DataType_INT8,
      .nbits = 8,
      .ndims = 4,
      .shape = buff_info__shape_1_8_4_4,
      .per_channel = 0,
      .scale = buff_info_PReLU_8_out_0_quant_scale,
      .offset = buff_info_PReLU_8_out_0_quant_offset,
    },
    {
      .name = "Conv2D_14_zero_off_out_30",
      .addr_base = {(unsigned char *)(0x342e0000UL) /* Equivalent hex address = 0x342e0000UL */},
      .offset_start = 256,
      .offset_end = 768,
      .offset_limit = 832,
      .is_user_allocated = 0,
      .is_param = 0,
      .epoch = 4,
      .batch = 16,
      .mem_shape = buff_info__mem_shape_M_1_32_4_4,
      .mem_ndims = 5,
      .chpos = CHPos_Mixed,
      .Qm = 8,
      .Qn = 0,
      .Qunsigned = 1,
      .type = DataType_UINT8,
      .nbits = 8,
      .ndims = 4,
      .shape = buff_info__shape_1_32_4_4,
      .per_channel = 0,
      .scale = buff_info_Conv2D_14_zero_off_out_30_quant_scale,
      .offset = buff_info_Conv2D_14_zero_off_out_30_quant_offset,
    },
    {
      .name = "Add_17_out_0",
      .addr_base = {(unsigned char *)(0x342e0000UL) /* Equivalent hex address = 0x342e0000UL */},
      .offset_start = 0,
      .offset_end = 128,
      .offset_limit = 192,
      .is_user_allocated = 0,
      .is_param = 0,
      .epoch = 5,
      .batch = 8,
      .mem_shape = buff_info__mem_shape_L_1_8_4_4,
      .mem_ndims = 4,
      .chpos = CHPos_Last,
      .Qm = 7,
      .Qn = 0,
      .Qunsigned = 0,
      .type = DataType_INT8,
      .nbits = 8,
      .ndims = 4,
      .shape = buff_info__shape_1_8_4_4,
      .per_channel = 0,
      .scale = buff_info_Add_17_out_0_quant_scale,
      .offset = buff_info_Add_17_out_0_quant_offset,
    },
    {
      .name = "AveragePool_23_out_0_cp_in_2",
      .addr_base = {(unsigned char *)(0x342e0000UL) /* Equivalent hex address = 0x342e0000UL */},
      .offset_start = 128,
      .offset_end = 160,
      .offset_limit = 224,
      .is_user_allocated = 0,
      .is_param = 0,
      .epoch = 6,
      .batch = 32,
      .mem_shape = buff_info__mem_shape_F_1_32_1_1,
      .mem_ndims = 4,
      .chpos = CHPos_First,
      .Qm = 7,
      .Qn = 0,
      .Qunsigned = 0,
      .type = DataType_INT8,
      .nbits = 8,
      .ndims = 4,
      .shape = buff_info__shape_1_32_1_1,
      .per_channel = 0,
      .scale = buff_info_AveragePool_23_out_0_cp_in_2_quant_scale,
      .offset = buff_info_AveragePool_23_out_0_cp_in_2_quant_offset,
    },
    {
      .name = "Gemm_27_conv_4_out_0_cp_in_2",
      .addr_base = {(unsigned char *)(0x342e0000UL) /* Equivalent hex address = 0x342e0000UL */},
      .offset_start = 0,
      .offset_end = 8,
      .offset_limit = 72,
      .is_user_allocated = 0,
      .is_param = 0,
      .epoch = 7,
      .batch = 4,
      .mem_shape = buff_info__mem_shape_F_1_4_1_1,
      .mem_ndims = 4,
      .chpos = CHPos_First,
      .Qm = 19,
      .Qn = -4,
      .Qunsigned = 0,
      .type = DataType_FXP,
      .nbits = 16,
      .ndims = 4,
      .shape = buff_info__shape_1_4_1_1,
    },
    {
      .name = "Gemm_27_conv_4_off_bias_out_54",
      .addr_base = {(unsigned char *)(0x342e0000UL) /* Equivalent hex address = 0x342e0000UL */},
      .offset_start = 32,
      .offset_end = 36,
      .offset_limit = 100,
      .is_user_allocated = 0,
      .is_param = 0,
      .epoch = 7,
      .batch = 4,
      .mem_shape = buff_info__mem_shape_F_1_4_1_1,
      .mem_ndims = 4,
      .chpos = CHPos_First,
      .Qm = 7,
      .Qn = 0,
      .Qunsigned = 0,
      .type = DataType_INT8,
      .nbits = 8,
      .ndims = 4,
      .shape = buff_info__shape_1_4_1_1,
      .per_channel = 0,
      .scale = buff_info_Gemm_27_conv_4_off_bias_out_54_quant_scale,
      .offset = buff_info_Gemm_27_conv_4_off_bias_out_54_quant_offset,
    },
    {
      .name = "SCRATCH_Softmax_30_PORT_OUT",
      .addr_base = {(unsigned char *)(0x342e0000UL) /* Equivalent hex address = 0x342e0000UL */},
      .offset_start = 64,
      .offset_end = 1092,
      .offset_limit = 1156,
      .is_user_allocated = 0,
      .is_param = 0,
      .epoch = 8,
      .batch = 1,
      .mem_shape = buff_info__mem_shape_U_257,
      .mem_ndims = 1,
      .chpos = CHPos_UNDEFINED,
      .Qm = 31,
      .Qn = 0,
      .Qunsigned = 0,
      .type = DataType_FXP,
      .nbits = 32,
      .ndims = 4,
      .shape = buff_info__shape_257,
    },
    {
      .name = NULL,
    }
  };

  return buff_info;
}

