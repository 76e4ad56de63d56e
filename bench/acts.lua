-- acts.lua - for wrk: proposals of a good deed, each for another place, and each answer looked at.
local places = {}
for code in os.getenv("PLACES"):gmatch("%S+") do places[#places + 1] = code end
local body = '{"name": "Tổ tự quản số %d", "what": "Dọn kênh mỗi sáng chủ nhật suốt một năm.", "place_unit_id": "%s", '
    .. '"proposer_name": "Nguyễn Văn Mẫu", "proposer_phone": "0912345678"}'
local threads = {}
n, wrong = 0, 0

function setup(thread) threads[#threads + 1] = thread end
function request()
    n = n + 1
    return wrk.format("POST", nil, { ["Content-Type"] = "application/json" }, body:format(n, places[n % #places + 1]))
end
function response(status) if status ~= 201 then wrong = wrong + 1 end end
function done()
    local sum = 0
    for _, t in ipairs(threads) do sum = sum + t:get("wrong") end
    if sum > 0 then print(sum .. " answers not as it should be: 201") end
end
