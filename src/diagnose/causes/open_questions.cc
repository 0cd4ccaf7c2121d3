// SPDX-License-Identifier: Apache-2.0
#include "diagnose/causes/causes.h"

namespace npuscope {

std::vector<std::string> open_questions(const Diagnosis& d) {
  std::vector<std::string> questions;
  const auto has = [&](std::string_view name) { return d.ladder.find(name) >= 0; };
  const bool no_library = !d.ladder.ort;
  if (!has("float") && d.ladder.float_model && no_library)
    questions.emplace_back("how much quantization alone costs: the float model needs ONNX Runtime");
  else if (!has("float"))
    questions.emplace_back("how much quantization alone costs: " +
                           std::string(d.ladder.float_model
                                           ? "run the rung 'float' too"
                                           : "give the float model (models.float)"));
  if (!has("exact"))
    questions.emplace_back("whether the PC reference is right: " +
                           std::string(d.ladder.quantized_model
                                           ? "run the rung 'exact' too"
                                           : "give the quantized model (models.quantized)"));
  else if (!has("ort"))
    questions.emplace_back(
        "whether ONNX Runtime agrees with exact integers here: " +
        std::string(no_library ? "no usable library was found" : "run the rung 'ort' too"));
  if (!has("oe"))
    questions.emplace_back("whether the compiler's front end kept the network: " +
                           std::string(d.ladder.oe_model
                                           ? "run the rung 'oe' too"
                                           : "give the *_OE_*.onnx of st_ai_output (models.oe)"));
  if (!has("board"))
    questions.emplace_back(
        "whether the board computes the same: give ST's network_val_io.npz or a .csv of outputs "
        "(--use board=FILE:c)");
  else if (!has("board-cpu"))
    questions.emplace_back(
        "whether the NPU or what surrounds it makes the board's difference: repeat the validation "
        "without the NPU (--use board-cpu=FILE:c)");
  for (const Hop& hop : d.hops) {
    const std::string unseen = unseen_inputs(hop);
    if (d.ladder.rungs[hop.to].name == "board" && !unseen.empty())
      questions.push_back("whether the board read the same inputs: " + unseen +
                          "; ST's network_val_io.npz holds them as the network takes them, or dump "
                          "the input buffer of one sample");
  }
  return questions;
}

}  // namespace npuscope
