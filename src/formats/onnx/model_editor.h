// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <limits>
#include <map>
#include <optional>
#include <set>
#include <string>
#include <string_view>
#include <vector>

#include "base/files.h"
#include "base/result.h"
#include "formats/onnx/messages.h"
#include "formats/onnx/wire_fields.h"
#include "tensor/tensor.h"

namespace npuscope {

/// A node that a file did not have, with attributes that are integers.
struct NewNode {
  std::string op_type;
  std::vector<std::string> inputs, outputs;
  std::map<std::string, int64_t> attributes;
  std::string domain;
};

/// Edits a serialized ModelProto. What is not touched stays byte for byte, fields that nobody knows
/// included; external data moves into the file. Tensors are named as in the file.
class ModelEditor {
 public:
  /// An index that stays valid through all edits.
  using NodeId = size_t;

  /// `bytes` must outlive the editor; external data must lie in `folder` (empty: none is read). Bad
  /// input: damaged bytes, control flow (whose graphs read tensors from outside), external data in
  /// an attribute, more than 2 GB.
  static Result<ModelEditor> parse(std::string_view bytes, const fs::path& folder);

  [[nodiscard]] const OnnxNode& node(NodeId id) const { return nodes_[id].described; }
  [[nodiscard]] std::optional<NodeId> producer(const std::string& tensor) const;
  /// The nodes that read the tensor, in order, once each.
  [[nodiscard]] std::vector<NodeId> readers(const std::string& tensor) const;
  [[nodiscard]] bool is_output(const std::string& tensor) const {
    return outputs_.contains(tensor);
  }
  [[nodiscard]] bool is_initializer(const std::string& tensor) const {
    return initializer_names_.contains(tensor);
  }
  /// The elements of an initializer, or of a Constant node's tensor; a bad-input error when the
  /// tensor is neither.
  [[nodiscard]] Result<Tensor> constant(const std::string& tensor) const;
  /// The imported version of a domain; 0: not imported.
  [[nodiscard]] int64_t opset(std::string_view domain) const;

  /// `wanted`, or the first of wanted_1, wanted_2 … that no tensor and no node has. Given once.
  std::string unique_name(const std::string& wanted);

  void set_inputs(NodeId id, std::vector<std::string> inputs);
  void set_outputs(NodeId id, std::vector<std::string> outputs);
  void remove(NodeId id) { nodes_[id].removed = true; }
  /// A new node in front of `before` (or where its inputs are computed, if that is later).
  NodeId insert(const NewNode& node, NodeId before);
  /// The same node once more, attributes and unknown fields included, between other tensors.
  NodeId insert_copy(NodeId of, std::vector<std::string> inputs, std::vector<std::string> outputs,
                     NodeId before);

  /// Adds a constant; its name is unique_name(wanted). Not of strings.
  std::string add_initializer(const std::string& wanted, const Tensor& tensor);
  /// Drops what the file states of a computed tensor's type and shape.
  void forget(const std::string& tensor) { forgotten_.insert(tensor); }

  /// The edited file: nodes in an order of execution; without constants and nodes that lost their
  /// last reader. Bad input: the file would have more than 2 GB, which no ModelProto may.
  [[nodiscard]] Result<std::string> serialize() const;

 private:
  struct EditedNode {
    OnnxNode described;
    std::string_view original;  // the message; of a copy, the one copied
    std::string attributes;     // of a new node, serialized
    bool rewired = false;       // inputs, outputs or name are not those of `original`
    bool added = false;
    bool removed = false;
  };
  struct Initializer {
    std::string name;
    std::string_view original;  // the file's message
    std::string own;            // another one; empty: none
    bool added = false;
  };

  Status read(const fs::path& folder);
  [[nodiscard]] std::string_view constant_message(const std::string& tensor) const;
  Status read_initializer(const WireField& field, const fs::path& folder);
  void note_readers();
  NodeId place(EditedNode node, NodeId before);

  // edited_model.cc: what is written.
  struct Survivors {
    std::vector<NodeId> nodes;       // in an order of execution
    std::set<std::string> computed;  // by them
    std::set<std::string> lost;      // initializers
  };
  static constexpr size_t kLargestFile = std::numeric_limits<int32_t>::max();
  static Error too_large();
  [[nodiscard]] std::vector<bool> alive() const;
  [[nodiscard]] Result<std::vector<NodeId>> sorted(const std::vector<bool>& alive) const;
  [[nodiscard]] Result<Survivors> survivors() const;
  [[nodiscard]] std::string message_of(const EditedNode& node) const;
  [[nodiscard]] bool goes(const WireField& field, const Survivors& survivors) const;
  Status write_initializer(const Initializer& initializer, const Survivors& survivors,
                           std::string& out) const;
  [[nodiscard]] Result<std::string> graph_message() const;

  std::string_view bytes_;
  OnnxModel model_;
  std::vector<WireField> graph_fields_;    // of all graph messages, in order
  std::vector<EditedNode> nodes_;          // the file's, then new ones
  std::vector<NodeId> order_;              // of all nodes
  std::vector<Initializer> initializers_;  // the file's, then new ones
  std::set<std::string> initializer_names_;
  std::set<std::string> outputs_;      // of the graph
  std::set<std::string> read_before_;  // tensors that had a reader
  std::set<std::string> computed_before_;
  std::set<std::string> forgotten_;
  std::set<std::string> names_;  // of tensors and nodes
  size_t embedded_bytes_ = 0;
};

}  // namespace npuscope
