/* Written by tests/tools/make_st_builds.py in the form of generated code. */

/*
 * GIT_SHA         "7cc6541000000000000000000000000000000000"
 * GIT_BRANCH      "STAI-4.0"
 * GIT_DESCRIPTION "STAI-3.0.0-254-g7cc65410"
 *
 * Command Line options:
 * --load-mdesc-file = "/home/dev/fingers/my"
 * --load-cdesc-file = "/opt/stedgeai/configs/cortex-m55"
 * --load-mpool-file = "/home/dev/fingers/my"
 * --json-quant-file = "/home/dev/fingers/st_ai_output/fingers_OE_3_3_1_Q.json"
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
 * --onnx-input = "/home/dev/fingers/st_ai_output/fingers_OE_3_3_1.onnx"
 * --out-dir-prefix = "/home/dev/fingers/st_ai_ws/neural_art__network/"
 * --network-name = "network"
 * --generate-stai = true
 */

#include "ll_aton_NN_interface.h"
#include "ll_aton.h"
#include "ll_aton_lib.h"
#include "ll_aton_version.h"
#include "ll_sw.h"
#include "ecloader.h"
#include "ll_aton_cipher.h"

#if LL_ATON_VERSION_MAJOR != 1 || LL_ATON_VERSION_MINOR != 1 || LL_ATON_VERSION_MICRO != 3 || LL_ATON_VERSION_DEV != 262
#  error "Possible mismatch in ll_aton library used"
#endif

#if !defined(LL_ATON_DBG_BUFFER_INFO_EXCLUDED)
#  define LL_ATON_DBG_BUFFER_INFO_EXCLUDED 0
#endif

/* global pool 5 is 1.53 KB */
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

const LL_Streng_EncryptionTypedef *LL_ATON_WeightEncryption_Info_network()
{
  static const LL_Streng_EncryptionTypedef LL_Streng_EncryptionStruct = {
    .enable = 0,
  };

  return &LL_Streng_EncryptionStruct;
}

const LL_Streng_EncryptionTypedef *LL_ATON_BlobEncryption_Info_network()
{
  static const LL_Streng_EncryptionTypedef LL_Streng_EncryptionStruct = {
    .enable = 0,
  };

  return &LL_Streng_EncryptionStruct;
}

LL_ATON_User_IO_Result_t LL_ATON_Set_User_Input_Buffer_network(uint32_t num, void* buffer, uint32_t size)
{
  {
    return LL_ATON_User_IO_WRONG_INDEX;
  }
}

void *LL_ATON_Get_User_Input_Buffer_network(uint32_t num)
{
  {
    return NULL;
  }
}

LL_ATON_User_IO_Result_t LL_ATON_Set_User_Output_Buffer_network(uint32_t num, void* buffer, uint32_t size)
{
  {
    return LL_ATON_User_IO_WRONG_INDEX;
  }
}

void *LL_ATON_Get_User_Output_Buffer_network(uint32_t num)
{
  {
    return NULL;
  }
}

#include "network_ecblobs.h"

/* scheduling epoch=0    nodes=17  ------------------------------------------------------------------- */

/* scheduling epoch=1    nodes=1   ------------------------------------------------------------------- */

/* scheduling epoch=2    nodes=1   ------------------------------------------------------------------- */

static void LL_ATON_End_EpochBlock_2(const LL_ATON_RT_EpochBlockItem_t *epoch_block, const NN_Instance_TypeDef *nn_instance)
{
  LL_ATON_LIB_UNUSED(epoch_block);
  LL_ATON_LIB_UNUSED(nn_instance);

  /* *** MCU cache invalidate (only) operation (SW, whole range) *** */
  /*     memory pool: 1 */
  /*     start: ((uintptr_t)(ATON_LIB_PHYSICAL_TO_VIRTUAL_ADDR(0x342e0000UL + 768))) */
  /*     end:   ((uintptr_t)(ATON_LIB_PHYSICAL_TO_VIRTUAL_ADDR(0x342e0000UL + 960))) */
  LL_ATON_Cache_MCU_Invalidate_Range(((uintptr_t)(ATON_LIB_PHYSICAL_TO_VIRTUAL_ADDR(0x342e0000UL + 768))) /* Equivalent hex address = 0x342e0300UL */, 192);

  /* Unit= 27 [PROCESSOR 0] */
  /* kind=QuantizeLinear node=Quantize_2 */
  Quantizelinear_sw_info quantizelinear1_sw_info = {
    /* "general.input" (Transpose_1_out_0) */
    .general.input.dim.tensor_b = 1,
    .general.input.dim.tensor_h = 8,
    .general.input.dim.tensor_w = 8,
    .general.input.dim.tensor_c = 3,
    .general.input.dim.num_elem = 192,
    .general.input.stride.b = 768,
    .general.input.stride.h = 96,
    .general.input.stride.w = 12,
    .general.input.stride.c = 4,
    .general.input.mem.start_offset = ((unsigned char *)(ATON_LIB_PHYSICAL_TO_VIRTUAL_ADDR(0x342e0000UL + 0))) /* Equivalent hex address = 0x342e0000UL */,
    .general.input.format.is_signed = 1,
    .os.mem.start_offset = ((unsigned char *)(ATON_LIB_PHYSICAL_TO_VIRTUAL_ADDR(0x71000000UL + 1424))) /* Equivalent hex address = 0x71000590UL */,
    .os.format.is_signed = 1,
    .os.dim.num_elem = 1,
    .ozp.mem.start_offset = ((unsigned char *)(ATON_LIB_PHYSICAL_TO_VIRTUAL_ADDR(0x71000000UL + 1520))) /* Equivalent hex address = 0x710005f0UL */,
    .ozp.format.is_signed = 1,
    .ozp.dim.num_elem = 1,
    /* "general.output" (Quantize_2_out_0) */
    .general.output.dim.tensor_b = 1,
    .general.output.dim.tensor_h = 8,
    .general.output.dim.tensor_w = 8,
    .general.output.dim.tensor_c = 3,
    .general.output.dim.num_elem = 192,
    .general.output.stride.b = 192,
    .general.output.stride.h = 24,
    .general.output.stride.w = 3,
    .general.output.stride.c = 1,
    .general.output.mem.start_offset = ((unsigned char *)(ATON_LIB_PHYSICAL_TO_VIRTUAL_ADDR(0x342e0000UL + 768))) /* Equivalent hex address = 0x342e0300UL */,
    .general.output.format.is_signed = 1,
    .general.type = LL_SW_QUANTIZELINEAR,
  };

  /* Node Quantize_2 mapped on EmbedNets (INTEGER) as QuantizeLinear | Category: Format-Converter */
  ll_sw_forward_quantizelinear(&quantizelinear1_sw_info);
  /* *** MCU cache clean (only) operation (SW, whole range) *** */
  /*     memory pool: 1 */
  /*     start: ((uintptr_t)(ATON_LIB_PHYSICAL_TO_VIRTUAL_ADDR(0x342e0000UL + 768))) */
  /*     end:   ((uintptr_t)(ATON_LIB_PHYSICAL_TO_VIRTUAL_ADDR(0x342e0000UL + 960))) */
  LL_ATON_Cache_MCU_Clean_Range(((uintptr_t)(ATON_LIB_PHYSICAL_TO_VIRTUAL_ADDR(0x342e0000UL + 768))) /* Equivalent hex address = 0x342e0300UL */, 192);

}


// Epoch Controller Blob (name='_ec_blob_network_3') micro instructions needed

// Epoch Controller Blob (name='_ec_blob_network_3') start function
static void _ec_blob_cache_start_func_3(const LL_ATON_RT_EpochBlockItem_t *epoch_block, const NN_Instance_TypeDef *nn_instance)
{
  LL_ATON_LIB_UNUSED(epoch_block);
  LL_ATON_LIB_UNUSED(nn_instance);

  /* *** MCU cache invalidate (only) operation (HW, whole range) *** */
  /*     memory pool: 1 */
  /*     start: ((uintptr_t)(ATON_LIB_PHYSICAL_TO_VIRTUAL_ADDR(0x342e0000UL + 32))) */
  /*     end:   ((uintptr_t)(ATON_LIB_PHYSICAL_TO_VIRTUAL_ADDR(0x342e0000UL + 64))) */
  LL_ATON_Cache_MCU_Invalidate_Range(((uintptr_t)(ATON_LIB_PHYSICAL_TO_VIRTUAL_ADDR(0x342e0000UL + 32))) /* Equivalent hex address = 0x342e0020UL */, 32);

}


/* scheduling epoch=10   nodes=1   ------------------------------------------------------------------- */

static void LL_ATON_End_EpochBlock_10(const LL_ATON_RT_EpochBlockItem_t *epoch_block, const NN_Instance_TypeDef *nn_instance)
{
  LL_ATON_LIB_UNUSED(epoch_block);
  LL_ATON_LIB_UNUSED(nn_instance);

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
  /* kind=Softmax node=Softmax_32 */
  Softmax_integer_sw_info softmax1_sw_info = {
    /* "general.input" (Gemm_29_conv_4_off_bias_out_37) */
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
    .is.mem.start_offset = ((unsigned char *)(ATON_LIB_PHYSICAL_TO_VIRTUAL_ADDR(0x71000000UL + 1440))) /* Equivalent hex address = 0x710005a0UL */,
    .is.format.is_signed = 1,
    .is.dim.num_elem = 1,
    .izp.mem.start_offset = ((unsigned char *)(ATON_LIB_PHYSICAL_TO_VIRTUAL_ADDR(0x71000000UL + 1552))) /* Equivalent hex address = 0x71000610UL */,
    .izp.format.is_signed = 1,
    .izp.dim.num_elem = 1,
    .os.mem.start_offset = ((unsigned char *)(ATON_LIB_PHYSICAL_TO_VIRTUAL_ADDR(0x71000000UL + 1456))) /* Equivalent hex address = 0x710005b0UL */,
    .os.format.is_signed = 1,
    .os.dim.num_elem = 1,
    .ozp.mem.start_offset = ((unsigned char *)(ATON_LIB_PHYSICAL_TO_VIRTUAL_ADDR(0x71000000UL + 1568))) /* Equivalent hex address = 0x71000620UL */,
    .ozp.format.is_signed = 1,
    .ozp.dim.num_elem = 1,
    /* "scratch" (SCRATCH_Softmax_32_PORT_OUT) */
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
    /* "general.output" (Quantize_33_out_0) */
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
    .quantized_multiplier = 1921249792,
    .left_shift = 16,
    .diff_min = -31744,
    .axis = 1,
    .general.type = LL_SW_SOFTMAX,
  };

  /* Node Softmax_32 mapped on EmbedNets (INTEGER) as Softmax | Category: Computational */
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


/* scheduling epoch=11   nodes=1   ------------------------------------------------------------------- */

static void LL_ATON_End_EpochBlock_11(const LL_ATON_RT_EpochBlockItem_t *epoch_block, const NN_Instance_TypeDef *nn_instance)
{
  LL_ATON_LIB_UNUSED(epoch_block);
  LL_ATON_LIB_UNUSED(nn_instance);

  /* *** MCU cache invalidate (only) operation (SW, whole range) *** */
  /*     memory pool: 1 */
  /*     start: ((uintptr_t)(ATON_LIB_PHYSICAL_TO_VIRTUAL_ADDR(0x342e0000UL + 32))) */
  /*     end:   ((uintptr_t)(ATON_LIB_PHYSICAL_TO_VIRTUAL_ADDR(0x342e0000UL + 64))) */
  LL_ATON_Cache_MCU_Invalidate_Range(((uintptr_t)(ATON_LIB_PHYSICAL_TO_VIRTUAL_ADDR(0x342e0000UL + 32))) /* Equivalent hex address = 0x342e0020UL */, 32);

  /* Unit= 27 [PROCESSOR 0] */
  /* kind=DequantizeLinear node=Dequantize_34 */
  Dequantizelinear_sw_info dequantizelinear1_sw_info = {
    /* "general.input" (Quantize_33_out_0) */
    .general.input.dim.tensor_b = 1,
    .general.input.dim.tensor_h = 1,
    .general.input.dim.tensor_w = 4,
    .general.input.dim.tensor_c = 1,
    .general.input.dim.num_elem = 4,
    .general.input.stride.b = 4,
    .general.input.stride.h = 4,
    .general.input.stride.w = 1,
    .general.input.stride.c = 1,
    .general.input.mem.start_offset = ((unsigned char *)(ATON_LIB_PHYSICAL_TO_VIRTUAL_ADDR(0x342e0000UL + 0))) /* Equivalent hex address = 0x342e0000UL */,
    .general.input.format.is_signed = 1,
    .is.mem.start_offset = ((unsigned char *)(ATON_LIB_PHYSICAL_TO_VIRTUAL_ADDR(0x71000000UL + 1408))) /* Equivalent hex address = 0x71000580UL */,
    .is.format.is_signed = 1,
    .is.dim.num_elem = 1,
    .izp.mem.start_offset = ((unsigned char *)(ATON_LIB_PHYSICAL_TO_VIRTUAL_ADDR(0x71000000UL + 1504))) /* Equivalent hex address = 0x710005e0UL */,
    .izp.format.is_signed = 1,
    .izp.dim.num_elem = 1,
    /* "general.output" (Dequantize_34_out_0) */
    .general.output.dim.tensor_b = 1,
    .general.output.dim.tensor_h = 1,
    .general.output.dim.tensor_w = 4,
    .general.output.dim.tensor_c = 1,
    .general.output.dim.num_elem = 4,
    .general.output.stride.b = 16,
    .general.output.stride.h = 16,
    .general.output.stride.w = 4,
    .general.output.stride.c = 4,
    .general.output.mem.start_offset = ((unsigned char *)(ATON_LIB_PHYSICAL_TO_VIRTUAL_ADDR(0x342e0000UL + 32))) /* Equivalent hex address = 0x342e0020UL */,
    .general.output.format.is_signed = 1,
    .general.type = LL_SW_DEQUANTIZELINEAR,
  };

  /* Node Dequantize_34 mapped on EmbedNets (INTEGER) as DequantizeLinear | Category: Format-Converter */
  ll_sw_forward_dequantizelinear(&dequantizelinear1_sw_info);
  /* *** MCU cache clean (only) operation (SW, whole range) *** */
  /*     memory pool: 1 */
  /*     start: ((uintptr_t)(ATON_LIB_PHYSICAL_TO_VIRTUAL_ADDR(0x342e0000UL + 32))) */
  /*     end:   ((uintptr_t)(ATON_LIB_PHYSICAL_TO_VIRTUAL_ADDR(0x342e0000UL + 64))) */
  LL_ATON_Cache_MCU_Clean_Range(((uintptr_t)(ATON_LIB_PHYSICAL_TO_VIRTUAL_ADDR(0x342e0000UL + 32))) /* Equivalent hex address = 0x342e0020UL */, 32);

}


/* scheduling epoch=12   nodes=1   ------------------------------------------------------------------- */

/* scheduling DONE                 ------------------------------------------------------------------- */

const LL_ATON_RT_EpochBlockItem_t *LL_ATON_EpochBlockItems_network(void) {

  static const LL_ATON_RT_EpochBlockItem_t ll_atonn_rt_epoch_block_array[] = {
    {
      .start_epoch_block = NULL,
      .end_epoch_block = LL_ATON_End_EpochBlock_2,
      .wait_mask = 0x00000000,
      .flags = EpochBlock_Flags_epoch_start | EpochBlock_Flags_epoch_end | EpochBlock_Flags_pure_sw,
#ifdef LL_ATON_EB_DBG_INFO
      .epoch_num = 2,
      .last_epoch_num = 2,
      .in_streng_mask = 0x00000000,
      .out_streng_mask = 0x00000000,
      .estimated_npu_cycles = 0,
      .estimated_tot_cycles = 0,
#endif // LL_ATON_EB_DBG_INFO
    },
    {
      .start_epoch_block = _ec_blob_cache_start_func_3,
      .end_epoch_block = NULL,
      .blob_address = (uintptr_t)(_ec_blob_network_3_address),
      .wait_mask = 0,
      .flags = EpochBlock_Flags_epoch_start | EpochBlock_Flags_epoch_end | EpochBlock_Flags_blob | EpochBlock_Flags_pure_hw,
#ifdef LL_ATON_EB_DBG_INFO
      .epoch_num = 3,
      .last_epoch_num = 9,
      .estimated_npu_cycles = 28672,
      .estimated_tot_cycles = 28672,
#endif // LL_ATON_EB_DBG_INFO
    },
    {
      .start_epoch_block = NULL,
      .end_epoch_block = LL_ATON_End_EpochBlock_10,
      .wait_mask = 0x00000000,
      .flags = EpochBlock_Flags_epoch_start | EpochBlock_Flags_epoch_end | EpochBlock_Flags_pure_sw,
#ifdef LL_ATON_EB_DBG_INFO
      .epoch_num = 10,
      .last_epoch_num = 10,
      .in_streng_mask = 0x00000000,
      .out_streng_mask = 0x00000000,
      .estimated_npu_cycles = 0,
      .estimated_tot_cycles = 0,
#endif // LL_ATON_EB_DBG_INFO
    },
    {
      .start_epoch_block = NULL,
      .end_epoch_block = LL_ATON_End_EpochBlock_11,
      .wait_mask = 0x00000000,
      .flags = EpochBlock_Flags_epoch_start | EpochBlock_Flags_epoch_end | EpochBlock_Flags_pure_sw,
#ifdef LL_ATON_EB_DBG_INFO
      .epoch_num = 11,
      .last_epoch_num = 11,
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

const LL_Buffer_InfoTypeDef *LL_ATON_Input_Buffers_Info_network(void)
{
  static const uint32_t buff_info__shape_1_8_8_3[] = { 1, 8, 3, 8 };
  static const uint32_t buff_info__mem_shape_F_1_8_8_3[] = { 1, 8, 8, 3 };
#if LL_ATON_DBG_BUFFER_INFO_EXCLUDED == 0
  static const uint32_t buff_info__shape_1[] = { 1, 1, 1, 1 };
  static const uint32_t buff_info__mem_shape_U_1[] = { 1 };
  static const float buff_info_Quantize_2_o_zero_1_quant_scale[] = { 1 };
  static const int16_t buff_info_Quantize_2_o_zero_1_quant_offset[] = { 0 };
  static const uint32_t buff_info__shape_8_3_3_3[] = { 8, 3, 3, 3 };
  static const uint32_t buff_info__mem_shape_L_8_3_3_3[] = { 8, 3, 3, 3 };
  static const float buff_info_Conv2D_4_weights_quant_scale[] = { 0.000719793664757162 };
  static const int16_t buff_info_Conv2D_4_weights_quant_offset[] = { 0 };
  static const float buff_info_Conv2D_7_zero_off_8_quant_scale[] = { 0.0021962623577565 };
  static const int16_t buff_info_Conv2D_7_zero_off_8_quant_offset[] = { 0 };
  static const uint32_t buff_info__shape_8_4_3_3[] = { 8, 3, 3, 4 };
  static const uint32_t buff_info__mem_shape_L_8_4_3_3[] = { 8, 3, 3, 4 };
  static const float buff_info_Conv2D_7_weights_inflated_170_quant_scale[] = { 0.00122047238983214 };
  static const int16_t buff_info_Conv2D_7_weights_inflated_170_quant_offset[] = { 0 };
  static const uint32_t buff_info__shape_32_8_1_1[] = { 32, 1, 1, 8 };
  static const uint32_t buff_info__mem_shape_F_32_8_1_1[] = { 32, 8, 1, 1 };
  static const float buff_info_Conv2D_13_weights_quant_scale[] = { 0.00101611798163503 };
  static const int16_t buff_info_Conv2D_13_weights_quant_offset[] = { 0 };
  static const float buff_info_Conv2D_16_zero_off_21_quant_scale[] = { 0.000610077055171132 };
  static const int16_t buff_info_Conv2D_16_zero_off_21_quant_offset[] = { 0 };
  static const uint32_t buff_info__shape_8_32_1_1[] = { 8, 1, 1, 32 };
  static const uint32_t buff_info__mem_shape_M16_8_32_1_1[] = { 8, 2, 1, 1, 16 };
  static const float buff_info_Conv2D_16_weights_quant_scale[] = { 0.000535897852387279 };
  static const int16_t buff_info_Conv2D_16_weights_quant_offset[] = { 0 };
  static const float buff_info_Conv2D_22_weights_quant_scale[] = { 0.0013919424964115 };
  static const int16_t buff_info_Conv2D_22_weights_quant_offset[] = { 0 };
  static const uint32_t buff_info__shape_1_1_1_1[] = { 1, 1, 1, 1 };
  static const uint32_t buff_info__mem_shape_F_1_1_1_1[] = { 1, 1, 1, 1 };
  static const uint32_t buff_info__shape_4_32_1_1[] = { 4, 1, 1, 32 };
  static const uint32_t buff_info__mem_shape_M16_4_32_1_1[] = { 4, 2, 1, 1, 16 };
  static const float buff_info_Gemm_29_weights_transposed_3_quant_scale[] = { 0.00068205181742087 };
  static const int16_t buff_info_Gemm_29_weights_transposed_3_quant_offset[] = { 0 };
  static const float buff_info_Softmax_32_i_zero_38_quant_scale[] = { 1 };
  static const int16_t buff_info_Softmax_32_i_zero_38_quant_offset[] = { 0 };
  static const float buff_info_Softmax_32_o_zero_39_quant_scale[] = { 1 };
  static const int16_t buff_info_Softmax_32_o_zero_39_quant_offset[] = { 0 };
  static const float buff_info_Dequantize_34_i_zero_40_quant_scale[] = { 1 };
  static const int16_t buff_info_Dequantize_34_i_zero_40_quant_offset[] = { 0 };
#endif // LL_ATON_DBG_BUFFER_INFO_EXCLUDED == 0
  static const LL_Buffer_InfoTypeDef buff_info[] = {
    {
      .name = "Input_0_out_0",
      .addr_base = {(unsigned char *)(0x342e0000UL) /* Equivalent hex address = 0x342e0000UL */},
      .offset_start = 0,
      .offset_end = 768,
      .offset_limit = 832,
      .is_user_allocated = 0,
      .is_param = 0,
      .epoch = 0,
      .batch = 1,
      .mem_shape = buff_info__mem_shape_F_1_8_8_3,
      .mem_ndims = 4,
      .chpos = CHPos_First,
      .Qm = 0,
      .Qn = 0,
      .Qunsigned = 0,
      .type = DataType_FLOAT,
      .nbits = 32,
      .ndims = 4,
      .shape = buff_info__shape_1_8_8_3,
    },
#if LL_ATON_DBG_BUFFER_INFO_EXCLUDED == 0
    {
      .name = "Quantize_2_o_scale_1",
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
      .name = "Quantize_2_o_zero_1",
      .addr_base = {(unsigned char *)(0x71000000UL) /* Equivalent hex address = 0x71000000UL */},
      .offset_start = 1520,
      .offset_end = 1521,
      .offset_limit = 1585,
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
      .scale = buff_info_Quantize_2_o_zero_1_quant_scale,
      .offset = buff_info_Quantize_2_o_zero_1_quant_offset,
    },
    {
      .name = "Conv2D_4_weights",
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
      .per_channel = 0,
      .scale = buff_info_Conv2D_4_weights_quant_scale,
      .offset = buff_info_Conv2D_4_weights_quant_offset,
    },
    {
      .name = "Conv2D_7_zero_off_8",
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
      .scale = buff_info_Conv2D_7_zero_off_8_quant_scale,
      .offset = buff_info_Conv2D_7_zero_off_8_quant_offset,
    },
    {
      .name = "Conv2D_7_weights_inflated_170",
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
      .per_channel = 0,
      .scale = buff_info_Conv2D_7_weights_inflated_170_quant_scale,
      .offset = buff_info_Conv2D_7_weights_inflated_170_quant_offset,
    },
    {
      .name = "Conv2D_13_weights",
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
      .per_channel = 0,
      .scale = buff_info_Conv2D_13_weights_quant_scale,
      .offset = buff_info_Conv2D_13_weights_quant_offset,
    },
    {
      .name = "Conv2D_16_zero_off_21",
      .addr_base = {(unsigned char *)(0x71000000UL) /* Equivalent hex address = 0x71000000UL */},
      .offset_start = 1472,
      .offset_end = 1473,
      .offset_limit = 1537,
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
      .scale = buff_info_Conv2D_16_zero_off_21_quant_scale,
      .offset = buff_info_Conv2D_16_zero_off_21_quant_offset,
    },
    {
      .name = "Conv2D_16_weights",
      .addr_base = {(unsigned char *)(0x71000000UL) /* Equivalent hex address = 0x71000000UL */},
      .offset_start = 544,
      .offset_end = 800,
      .offset_limit = 864,
      .is_user_allocated = 0,
      .is_param = 1,
      .epoch = 0,
      .batch = 16,
      .mem_shape = buff_info__mem_shape_M16_8_32_1_1,
      .mem_ndims = 5,
      .chpos = CHPos_Mixed,
      .Qm = 7,
      .Qn = 0,
      .Qunsigned = 0,
      .type = DataType_INT8,
      .nbits = 8,
      .ndims = 4,
      .shape = buff_info__shape_8_32_1_1,
      .per_channel = 0,
      .scale = buff_info_Conv2D_16_weights_quant_scale,
      .offset = buff_info_Conv2D_16_weights_quant_offset,
    },
    {
      .name = "Conv2D_22_weights",
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
      .per_channel = 0,
      .scale = buff_info_Conv2D_22_weights_quant_scale,
      .offset = buff_info_Conv2D_22_weights_quant_offset,
    },
    {
      .name = "RequantizeLinear_inserted_id31_32_requantize_zero",
      .addr_base = {(unsigned char *)(0x71000000UL) /* Equivalent hex address = 0x71000000UL */},
      .offset_start = 1536,
      .offset_end = 1537,
      .offset_limit = 1601,
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
      .name = "Gemm_29_weights_transposed_3",
      .addr_base = {(unsigned char *)(0x71000000UL) /* Equivalent hex address = 0x71000000UL */},
      .offset_start = 1280,
      .offset_end = 1408,
      .offset_limit = 1472,
      .is_user_allocated = 0,
      .is_param = 1,
      .epoch = 0,
      .batch = 16,
      .mem_shape = buff_info__mem_shape_M16_4_32_1_1,
      .mem_ndims = 5,
      .chpos = CHPos_Mixed,
      .Qm = 7,
      .Qn = 0,
      .Qunsigned = 0,
      .type = DataType_INT8,
      .nbits = 8,
      .ndims = 4,
      .shape = buff_info__shape_4_32_1_1,
      .per_channel = 0,
      .scale = buff_info_Gemm_29_weights_transposed_3_quant_scale,
      .offset = buff_info_Gemm_29_weights_transposed_3_quant_offset,
    },
    {
      .name = "Softmax_32_i_scale_38",
      .addr_base = {(unsigned char *)(0x71000000UL) /* Equivalent hex address = 0x71000000UL */},
      .offset_start = 1440,
      .offset_end = 1444,
      .offset_limit = 1508,
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
      .name = "Softmax_32_i_zero_38",
      .addr_base = {(unsigned char *)(0x71000000UL) /* Equivalent hex address = 0x71000000UL */},
      .offset_start = 1552,
      .offset_end = 1553,
      .offset_limit = 1617,
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
      .scale = buff_info_Softmax_32_i_zero_38_quant_scale,
      .offset = buff_info_Softmax_32_i_zero_38_quant_offset,
    },
    {
      .name = "Softmax_32_o_scale_39",
      .addr_base = {(unsigned char *)(0x71000000UL) /* Equivalent hex address = 0x71000000UL */},
      .offset_start = 1456,
      .offset_end = 1460,
      .offset_limit = 1524,
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
      .name = "Softmax_32_o_zero_39",
      .addr_base = {(unsigned char *)(0x71000000UL) /* Equivalent hex address = 0x71000000UL */},
      .offset_start = 1568,
      .offset_end = 1569,
      .offset_limit = 1633,
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
      .scale = buff_info_Softmax_32_o_zero_39_quant_scale,
      .offset = buff_info_Softmax_32_o_zero_39_quant_offset,
    },
    {
      .name = "Dequantize_34_i_scale_40",
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
      .name = "Dequantize_34_i_zero_40",
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
      .scale = buff_info_Dequantize_34_i_zero_40_quant_scale,
      .offset = buff_info_Dequantize_34_i_zero_40_quant_offset,
    },
#endif // LL_ATON_DBG_BUFFER_INFO_EXCLUDED == 0
    {
      .name = NULL,
    }
  };

  return buff_info;
}

const LL_Buffer_InfoTypeDef *LL_ATON_Output_Buffers_Info_network(void)
{
  static const uint32_t buff_info__shape_1_4[] = { 1, 1, 4, 1 };
  static const uint32_t buff_info__mem_shape_U_1_4[] = { 1, 4 };
  static const LL_Buffer_InfoTypeDef buff_info[] = {
    {
      .name = "Dequantize_34_out_0",
      .addr_base = {(unsigned char *)(0x342e0000UL) /* Equivalent hex address = 0x342e0000UL */},
      .offset_start = 32,
      .offset_end = 48,
      .offset_limit = 112,
      .is_user_allocated = 0,
      .is_param = 0,
      .epoch = 11,
      .batch = 1,
      .mem_shape = buff_info__mem_shape_U_1_4,
      .mem_ndims = 2,
      .chpos = CHPos_UNDEFINED,
      .Qm = 0,
      .Qn = 0,
      .Qunsigned = 0,
      .type = DataType_FLOAT,
      .nbits = 32,
      .ndims = 4,
      .shape = buff_info__shape_1_4,
    },
    {
      .name = NULL,
    }
  };

  return buff_info;
}

const LL_Buffer_InfoTypeDef *LL_ATON_Internal_Buffers_Info_network(void)
{
  static const uint32_t buff_info__shape_1_3_8_8[] = { 1, 8, 8, 3 };
  static const uint32_t buff_info__mem_shape_L_1_3_8_8[] = { 1, 8, 8, 3 };
  static const float buff_info_Quantize_2_out_0_quant_scale[] = { 0.0078740157186985 };
  static const int16_t buff_info_Quantize_2_out_0_quant_offset[] = { 2 };
  static const uint32_t buff_info__shape_1_8_4_4[] = { 1, 4, 4, 8 };
  static const uint32_t buff_info__mem_shape_M4_1_8_4_4[] = { 1, 2, 4, 4, 4 };
  static const float buff_info_Conv2D_4_off_bias_out_6_quant_scale[] = { 0.0021962623577565 };
  static const int16_t buff_info_Conv2D_4_off_bias_out_6_quant_offset[] = { -128 };
  static const float buff_info_Conv2D_7_zero_off_out_9_quant_scale[] = { 0.0021962623577565 };
  static const int16_t buff_info_Conv2D_7_zero_off_out_9_quant_offset[] = { 0 };
  static const float buff_info_Conv2D_7_off_bias_out_13_quant_scale[] = { 0.00149401288945228 };
  static const int16_t buff_info_Conv2D_7_off_bias_out_13_quant_offset[] = { -30 };
  static const float buff_info_PReLU_10_0_mul_x_quant_scale[] = { 6.42425584373996e-06 };
  static const int16_t buff_info_PReLU_10_0_mul_x_quant_offset[] = { 0 };
  static const uint32_t buff_info__mem_shape_L_1_8_4_4[] = { 1, 4, 4, 8 };
  static const float buff_info_PReLU_10_out_0_quant_scale[] = { 0.00108096259646118 };
  static const int16_t buff_info_PReLU_10_out_0_quant_offset[] = { -89 };
  static const uint32_t buff_info__shape_1_32_4_4[] = { 1, 4, 4, 32 };
  static const uint32_t buff_info__mem_shape_M16_1_32_4_4[] = { 1, 2, 4, 4, 16 };
  static const float buff_info_Conv2D_16_zero_off_out_22_quant_scale[] = { 0.000610077055171132 };
  static const int16_t buff_info_Conv2D_16_zero_off_out_22_quant_offset[] = { 0 };
  static const float buff_info_Add_19_out_0_quant_scale[] = { 0.00292849354445934 };
  static const int16_t buff_info_Add_19_out_0_quant_offset[] = { -99 };
  static const uint32_t buff_info__shape_1_32_1_1[] = { 1, 1, 1, 32 };
  static const uint32_t buff_info__mem_shape_F_1_32_1_1[] = { 1, 32, 1, 1 };
  static const float buff_info_AveragePool_25_out_0_cp_in_2_quant_scale[] = { 0.000739893759600818 };
  static const int16_t buff_info_AveragePool_25_out_0_cp_in_2_quant_offset[] = { -117 };
  static const uint32_t buff_info__shape_1_4_1_1[] = { 1, 1, 1, 4 };
  static const uint32_t buff_info__mem_shape_F_1_4_1_1[] = { 1, 4, 1, 1 };
  static const float buff_info_Gemm_29_conv_4_off_bias_out_37_quant_scale[] = { 0.00087368325330317 };
  static const int16_t buff_info_Gemm_29_conv_4_off_bias_out_37_quant_offset[] = { -11 };
  static const uint32_t buff_info__shape_1_4[] = { 1, 1, 4, 1 };
  static const uint32_t buff_info__mem_shape_U_1_4[] = { 1, 4 };
  static const float buff_info_Quantize_33_out_0_quant_scale[] = { 0.00390625 };
  static const int16_t buff_info_Quantize_33_out_0_quant_offset[] = { -128 };
  static const uint32_t buff_info__shape_257[] = { 1, 1, 257, 1 };
  static const uint32_t buff_info__mem_shape_U_257[] = { 257 };
  static const LL_Buffer_InfoTypeDef buff_info[] = {
    {
      .name = "Transpose_1_out_0",
      .addr_base = {(unsigned char *)(0x342e0000UL) /* Equivalent hex address = 0x342e0000UL */},
      .offset_start = 0,
      .offset_end = 768,
      .offset_limit = 832,
      .is_user_allocated = 0,
      .is_param = 0,
      .epoch = 1,
      .batch = 3,
      .mem_shape = buff_info__mem_shape_L_1_3_8_8,
      .mem_ndims = 4,
      .chpos = CHPos_Last,
      .Qm = 0,
      .Qn = 0,
      .Qunsigned = 0,
      .type = DataType_FLOAT,
      .nbits = 32,
      .ndims = 4,
      .shape = buff_info__shape_1_3_8_8,
    },
    {
      .name = "Quantize_2_out_0",
      .addr_base = {(unsigned char *)(0x342e0000UL) /* Equivalent hex address = 0x342e0000UL */},
      .offset_start = 768,
      .offset_end = 960,
      .offset_limit = 1024,
      .is_user_allocated = 0,
      .is_param = 0,
      .epoch = 2,
      .batch = 3,
      .mem_shape = buff_info__mem_shape_L_1_3_8_8,
      .mem_ndims = 4,
      .chpos = CHPos_Last,
      .Qm = 7,
      .Qn = 0,
      .Qunsigned = 0,
      .type = DataType_INT8,
      .nbits = 8,
      .ndims = 4,
      .shape = buff_info__shape_1_3_8_8,
      .per_channel = 0,
      .scale = buff_info_Quantize_2_out_0_quant_scale,
      .offset = buff_info_Quantize_2_out_0_quant_offset,
    },
    {
      .name = "Conv2D_4_off_bias_out_6",
      .addr_base = {(unsigned char *)(0x34270000UL) /* Equivalent hex address = 0x34270000UL */},
      .offset_start = 0,
      .offset_end = 128,
      .offset_limit = 192,
      .is_user_allocated = 0,
      .is_param = 0,
      .epoch = 3,
      .batch = 4,
      .mem_shape = buff_info__mem_shape_M4_1_8_4_4,
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
      .scale = buff_info_Conv2D_4_off_bias_out_6_quant_scale,
      .offset = buff_info_Conv2D_4_off_bias_out_6_quant_offset,
    },
    {
      .name = "Conv2D_7_zero_off_out_9",
      .addr_base = {(unsigned char *)(0x342e0000UL) /* Equivalent hex address = 0x342e0000UL */},
      .offset_start = 0,
      .offset_end = 128,
      .offset_limit = 192,
      .is_user_allocated = 0,
      .is_param = 0,
      .epoch = 3,
      .batch = 4,
      .mem_shape = buff_info__mem_shape_M4_1_8_4_4,
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
      .scale = buff_info_Conv2D_7_zero_off_out_9_quant_scale,
      .offset = buff_info_Conv2D_7_zero_off_out_9_quant_offset,
    },
    {
      .name = "Conv2D_7_off_bias_out_13",
      .addr_base = {(unsigned char *)(0x342e0000UL) /* Equivalent hex address = 0x342e0000UL */},
      .offset_start = 128,
      .offset_end = 256,
      .offset_limit = 320,
      .is_user_allocated = 0,
      .is_param = 0,
      .epoch = 4,
      .batch = 4,
      .mem_shape = buff_info__mem_shape_M4_1_8_4_4,
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
      .scale = buff_info_Conv2D_7_off_bias_out_13_quant_scale,
      .offset = buff_info_Conv2D_7_off_bias_out_13_quant_offset,
    },
    {
      .name = "PReLU_10_0_mul_x",
      .addr_base = {(unsigned char *)(0x342e0000UL) /* Equivalent hex address = 0x342e0000UL */},
      .offset_start = 256,
      .offset_end = 512,
      .offset_limit = 576,
      .is_user_allocated = 0,
      .is_param = 0,
      .epoch = 4,
      .batch = 4,
      .mem_shape = buff_info__mem_shape_M4_1_8_4_4,
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
      .scale = buff_info_PReLU_10_0_mul_x_quant_scale,
      .offset = buff_info_PReLU_10_0_mul_x_quant_offset,
    },
    {
      .name = "PReLU_10_out_0",
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
      .scale = buff_info_PReLU_10_out_0_quant_scale,
      .offset = buff_info_PReLU_10_out_0_quant_offset,
    },
    {
      .name = "Conv2D_16_zero_off_out_22",
      .addr_base = {(unsigned char *)(0x342e0000UL) /* Equivalent hex address = 0x342e0000UL */},
      .offset_start = 128,
      .offset_end = 640,
      .offset_limit = 704,
      .is_user_allocated = 0,
      .is_param = 0,
      .epoch = 6,
      .batch = 16,
      .mem_shape = buff_info__mem_shape_M16_1_32_4_4,
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
      .scale = buff_info_Conv2D_16_zero_off_out_22_quant_scale,
      .offset = buff_info_Conv2D_16_zero_off_out_22_quant_offset,
    },
    {
      .name = "Add_19_out_0",
      .addr_base = {(unsigned char *)(0x342e0000UL) /* Equivalent hex address = 0x342e0000UL */},
      .offset_start = 0,
      .offset_end = 128,
      .offset_limit = 192,
      .is_user_allocated = 0,
      .is_param = 0,
      .epoch = 7,
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
      .scale = buff_info_Add_19_out_0_quant_scale,
      .offset = buff_info_Add_19_out_0_quant_offset,
    },
    {
      .name = "AveragePool_25_out_0_cp_in_2",
      .addr_base = {(unsigned char *)(0x342e0000UL) /* Equivalent hex address = 0x342e0000UL */},
      .offset_start = 128,
      .offset_end = 160,
      .offset_limit = 224,
      .is_user_allocated = 0,
      .is_param = 0,
      .epoch = 8,
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
      .scale = buff_info_AveragePool_25_out_0_cp_in_2_quant_scale,
      .offset = buff_info_AveragePool_25_out_0_cp_in_2_quant_offset,
    },
    {
      .name = "Gemm_29_conv_4_out_0_cp_in_2",
      .addr_base = {(unsigned char *)(0x342e0000UL) /* Equivalent hex address = 0x342e0000UL */},
      .offset_start = 0,
      .offset_end = 8,
      .offset_limit = 72,
      .is_user_allocated = 0,
      .is_param = 0,
      .epoch = 9,
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
      .name = "Gemm_29_conv_4_off_bias_out_37",
      .addr_base = {(unsigned char *)(0x342e0000UL) /* Equivalent hex address = 0x342e0000UL */},
      .offset_start = 32,
      .offset_end = 36,
      .offset_limit = 100,
      .is_user_allocated = 0,
      .is_param = 0,
      .epoch = 9,
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
      .scale = buff_info_Gemm_29_conv_4_off_bias_out_37_quant_scale,
      .offset = buff_info_Gemm_29_conv_4_off_bias_out_37_quant_offset,
    },
    {
      .name = "Quantize_33_out_0",
      .addr_base = {(unsigned char *)(0x342e0000UL) /* Equivalent hex address = 0x342e0000UL */},
      .offset_start = 0,
      .offset_end = 4,
      .offset_limit = 68,
      .is_user_allocated = 0,
      .is_param = 0,
      .epoch = 10,
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
      .scale = buff_info_Quantize_33_out_0_quant_scale,
      .offset = buff_info_Quantize_33_out_0_quant_offset,
    },
    {
      .name = "SCRATCH_Softmax_32_PORT_OUT",
      .addr_base = {(unsigned char *)(0x342e0000UL) /* Equivalent hex address = 0x342e0000UL */},
      .offset_start = 64,
      .offset_end = 1092,
      .offset_limit = 1156,
      .is_user_allocated = 0,
      .is_param = 0,
      .epoch = 10,
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

