// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "audit/finding.h"
#include "formats/json.h"

namespace npuscope {

/// A finding as docs/audit.md describes it.
OrderedJson audit_finding_json(const AuditFinding& finding);

}  // namespace npuscope
