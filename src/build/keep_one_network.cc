// SPDX-License-Identifier: Apache-2.0
#include <fmt/format.h>

#include <algorithm>
#include <set>

#include "base/text.h"
#include "build/build.h"

namespace npuscope {
namespace {

/// "reid" of "Model/reid.c".
std::string stem_of(const std::string& label) {
  std::string name = label.substr(label.rfind('/') + 1);
  return name.substr(0, name.rfind('.'));
}

/// "reid" of "reid_c_info.json"; empty of the compiler's own "c_info.json".
std::string stem_of_c_info(const std::string& label) {
  const std::string stem = stem_of(label);
  const size_t end = stem.rfind("_c_info");
  return end == std::string::npos ? "" : stem.substr(0, end);
}

/// A network that a network.c in the folder holds. Copies of it share name and stem. Where there is
/// no network.c: one that a c_info.json describes, by its name alone.
struct Candidate {
  std::string name;  ///< of its functions
  std::string stem;  ///< of its file
  int64_t files = 0;
  bool operator==(const Candidate& other) const { return name == other.name && stem == other.stem; }
};

class Networks {
 public:
  explicit Networks(const BuildFiles& files) {
    for (const auto& network : files.networks) {
      const Candidate candidate{network.content.network, stem_of(network.label)};
      if (std::ranges::find(all_, candidate) == all_.end()) all_.push_back(candidate);
    }
    if (!all_.empty()) return;
    for (const auto& info : files.c_infos) {
      const std::string& name = info.content.provenance.network_name;
      const auto same = std::ranges::find(all_, name, &Candidate::name);
      if (same == all_.end()) {
        all_.push_back({name, stem_of_c_info(info.label)});
      } else if (same->stem.empty()) {
        same->stem = stem_of_c_info(info.label);
      }
    }
  }

  [[nodiscard]] size_t size() const { return all_.size(); }
  [[nodiscard]] const Candidate& kept() const {
    return *std::ranges::max_element(all_, {}, &Candidate::files);
  }

  /// The network that a file belongs to: by the network's name in it, else by the file's own name
  /// ("reid_atonbuf.xSPI2.raw"). Null where neither says it.
  Candidate* owner(const std::string& label, const std::string& name) {
    if (!name.empty() && std::ranges::count(all_, name, &Candidate::name) == 1)
      return &*std::ranges::find(all_, name, &Candidate::name);
    Candidate* found = nullptr;
    for (Candidate& candidate : all_)
      if (!candidate.stem.empty() && begins_with_stem(label, candidate.stem) &&
          (found == nullptr || candidate.stem.size() > found->stem.size()))
        found = &candidate;
    return found;
  }

 private:
  static bool begins_with_stem(const std::string& label, const std::string& stem) {
    std::string_view name = std::string_view(label).substr(label.rfind('/') + 1);
    for (const std::string_view prefix : {"stai_", ""}) {
      if (!name.starts_with(prefix)) continue;
      const std::string_view rest = name.substr(prefix.size());
      if (rest.starts_with(stem) && rest.size() > stem.size() &&
          (rest[stem.size()] == '_' || rest[stem.size()] == '.'))
        return true;
    }
    return false;
  }

  std::vector<Candidate> all_;  // in the order of the files
};

/// The network's name in a file, where it has one.
std::string name_in(const NetworkC& network) { return network.network; }
std::string name_in(const StaiNetwork& header) { return header.network; }
std::string name_in(const CInfo& info) { return info.provenance.network_name; }
std::string name_in(const MemoryImage& /*image*/) { return ""; }
std::string name_in(const StReport& /*report*/) { return ""; }
std::string name_in(const GenerateLog& log) {
  const GenerateLog::Pair* pair = log.find("c_name");
  return pair == nullptr ? "" : pair->value;
}
/// "_ec_blob_network_1"
std::string name_in(const std::vector<EcBlob>& blobs) {
  constexpr std::string_view kPrefix = "_ec_blob_";
  const std::string& symbol = blobs.empty() ? "" : blobs.front().symbol;
  const size_t end = symbol.rfind('_');
  if (!symbol.starts_with(kPrefix) || end <= kPrefix.size()) return "";
  return symbol.substr(kPrefix.size(), end - kPrefix.size());
}

/// Calls f(list) with all lists of files that may belong to one network alone.
template <class F>
void for_each_list(BuildFiles& files, F&& f) {
  f(files.networks);
  f(files.traces);
  f(files.blobs);
  f(files.headers);
  f(files.c_infos);
  f(files.logs);
  f(files.validations);
  f(files.images);
}

}  // namespace

void keep_one_network(BuildFiles& files) {
  Networks networks(files);
  if (networks.size() < 2) return;
  for_each_list(files, [&](const auto& list) {
    for (const auto& file : list)
      if (Candidate* owner = networks.owner(file.label, name_in(file.content))) ++owner->files;
  });
  const Candidate kept = networks.kept();
  for_each_list(files, [&](auto& list) {
    std::erase_if(list, [&](const auto& file) {
      const Candidate* owner = networks.owner(file.label, name_in(file.content));
      if (owner == nullptr || *owner == kept) return false;
      files.other_networks.push_back(fmt::format("{} (network '{}')", file.label, owner->name));
      return true;
    });
  });
}

}  // namespace npuscope
