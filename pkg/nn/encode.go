package nn

import (
	"bytes"
	"encoding/json"
	"reflect"
)

// layerTypes are the layers by their names in a saved network.
var layerTypes = map[string]reflect.Type{}

func init() {
	for _, l := range []Layer{Dense{}, Conv{}, ReLU{}, BatchNorm{}, Residual{}} {
		layerTypes[kind(l)] = reflect.TypeOf(l)
	}
}

// MarshalLayers writes layers as a JSON array of objects with the layer's name as their
// one key: [{"Conv":{"Out":16}},{"ReLU":{}}].
func MarshalLayers(layers []Layer) ([]byte, error) {
	named := make([]map[string]Layer, len(layers))
	for i, l := range layers {
		named[i] = map[string]Layer{kind(l): l}
	}
	return json.Marshal(named)
}

// UnmarshalLayers reads what MarshalLayers wrote. The error is ErrValue for a layer or
// a setting that is not known.
func UnmarshalLayers(data []byte) ([]Layer, error) {
	var named []map[string]json.RawMessage
	if err := json.Unmarshal(data, &named); err != nil {
		return nil, bad("layers: %v", err)
	}
	var layers []Layer
	for i, m := range named {
		if len(m) != 1 {
			return nil, bad("layer %d has %d names, want one", i+1, len(m))
		}
		for name, settings := range m {
			t, ok := layerTypes[name]
			if !ok {
				return nil, bad("layer %d: there is no layer %q", i+1, name)
			}
			l := reflect.New(t)
			d := json.NewDecoder(bytes.NewReader(settings))
			d.DisallowUnknownFields()
			if err := d.Decode(l.Interface()); err != nil {
				return nil, bad("layer %d, %s: %v", i+1, name, err)
			}
			layers = append(layers, l.Elem().Interface().(Layer))
		}
	}
	return layers, nil
}

// MarshalJSON writes the chain as MarshalLayers does.
func (l Residual) MarshalJSON() ([]byte, error) { return MarshalLayers(l.Body) }

// UnmarshalJSON reads what MarshalJSON wrote.
func (l *Residual) UnmarshalJSON(data []byte) (err error) {
	l.Body, err = UnmarshalLayers(data)
	return err
}
